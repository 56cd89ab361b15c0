namespace Passthrough.Guests;

/// <summary>How far a guest has come.</summary>
public enum GuestOutcome
{
    /// <summary>It is at work.</summary>
    Running,

    /// <summary>Its work is done.</summary>
    Done,

    /// <summary>It gave up, crashed, or was stopped.</summary>
    Failed,
}

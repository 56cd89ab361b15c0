namespace Passthrough.Guests;

/// <summary>What a guest needs before it can go on.</summary>
public enum GuestRequestKind
{
    /// <summary>An access to the device.</summary>
    Access,

    /// <summary>Its interrupt, or a moment in time, whichever comes first.</summary>
    Wait,

    /// <summary>Nothing but more time: its time slice was over.</summary>
    Busy,

    /// <summary>Nothing ever again; its report says why.</summary>
    Ended,
}

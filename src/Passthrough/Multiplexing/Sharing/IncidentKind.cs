namespace Passthrough.Multiplexing.Sharing;

/// <summary>What went wrong.</summary>
public enum IncidentKind
{
    /// <summary>An access was denied.</summary>
    Denied,

    /// <summary>A guest did not let go of the device in time and lost it.</summary>
    Evicted,

    /// <summary>The device did not do what a procedure of the model awaits, or does not answer any more.</summary>
    DeviceFailed,

    /// <summary>A guest gave up, crashed or was stopped.</summary>
    GuestFailed,
}

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

    /// <summary>A message of the process that it lives in: it can be run at any time, and has something to do when one is there.</summary>
    Listen,

    /// <summary>A device like one that was just switched on: the guest's machine was reset, or there is another guest.</summary>
    Restart,

    /// <summary>Nothing ever again; its report says why.</summary>
    Ended,
}

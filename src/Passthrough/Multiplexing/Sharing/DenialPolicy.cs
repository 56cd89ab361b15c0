namespace Passthrough.Multiplexing.Sharing;

/// <summary>What follows when an access of a guest is denied. The device never sees it, whatever is chosen.</summary>
public enum DenialPolicy
{
    /// <summary>A write is dropped, a read gives all ones.</summary>
    Ignore,

    /// <summary>The same, and the guest gets a machine check.</summary>
    MachineCheck,

    /// <summary>The guest loses the device, which is reset; it gets a new one when its driver resets it.</summary>
    Reset,

    /// <summary>The guest is not run any more.</summary>
    Stop,
}

namespace Dmm.Hooking;

/// <summary>What the monitor is to answer; what must be hooked follows from it.</summary>
[Flags]
public enum HookGoals
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Is the device serially reusable, and can its context be carried over?</summary>
    Handoff = 1,

    /// <summary>Is a DMA about to start, and does it stay where it may be?</summary>
    Dma = 2,

    /// <summary>Whose frames does the NIC receive? For a NIC that takes the frames of all guests while one owns it.</summary>
    Frames = 4,

    /// <summary>What does the device find in place of the guest's addresses and descriptors? For one that reaches guest memory without an IOMMU.</summary>
    Shadow = 8,

    /// <summary>What does a driver find as the address of its NIC? For guests that each have an address of their own.</summary>
    Station = 16,
}

namespace Passthrough.Multiplexing.Sharing;

/// <summary>What the code around the monitor has to see to when an access reaches a register.</summary>
[Flags]
internal enum RegisterRole : uint
{
    /// <summary>Nothing: the monitor's verdict is all that is asked.</summary>
    None = 0,

    /// <summary>It tells causes of interrupts.</summary>
    Cause = 1,

    /// <summary>What a write of it means is judged by causes, which only the device knows.</summary>
    JudgedByCauses = 2,

    /// <summary>It holds something else in the device than its guest wrote.</summary>
    HoldsAnother = 4,

    /// <summary>Each access of it moves data.</summary>
    Stream = 8,

    /// <summary>A read of it resets the device.</summary>
    Resets = 16,

    /// <summary>It says where the next frame begins.</summary>
    NextFrame = 32,

    /// <summary>It says which frame the driver reads next.</summary>
    UnreadFrame = 64,

    /// <summary>What the device says of a transfer means something else after a write of it.</summary>
    TellsTransfers = 128,

    /// <summary>A transfer goes on elsewhere after a write of it.</summary>
    DivertsTransfers = 256,

    /// <summary>It decides which frames the NIC takes.</summary>
    ChoosesFrames = 512,

    /// <summary>Whether or where frames arrive changes with it.</summary>
    MovesArrivals = 1024,

    /// <summary>The bounds of the ring, or the place of the next frame, change with it.</summary>
    MovesRing = 2048,

    /// <summary>It tells causes that the monitor raises for frames that it delivers.</summary>
    Delivers = 4096,

    /// <summary>A write of it raises causes.</summary>
    Raises = 8192,

    /// <summary>It shows where the receiver is, which the monitor answers.</summary>
    ShowsReceiver = 16384,

    /// <summary>It is the monitor's own in the device, whatever a guest writes.</summary>
    Kept = 32768,

    /// <summary>It stands for a slot of the guest, which is another one of the device.</summary>
    Slot = 65536,

    /// <summary>It shows several slots, which the monitor answers.</summary>
    ShowsSlots = 131072,

    /// <summary>A write of it may reset the device.</summary>
    MayReset = 262144,

    /// <summary>A driver finds the address of its NIC there.</summary>
    ShowsStation = 524288,

    /// <summary>The device gets something else than a guest writes, and the guest reads what the device has.</summary>
    Translated = 1048576,
}

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>What a recording shows of the device at one event, or at the moment after it.</summary>
[Flags]
internal enum Facts : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The access makes the device send a frame, so the device reads it from memory.</summary>
    Sends = 1,

    /// <summary>The access moves bytes through a data port, so a transfer has been set up.</summary>
    Moves = 2,

    /// <summary>The guest goes on through the same data port at once: it is in the middle of a transfer.</summary>
    MidTransfer = 4,

    /// <summary>An interrupt came whose cause the guest has yet to read.</summary>
    Unseen = 8,

    /// <summary>A frame was sent, and the interrupt that tells the guest so is yet to come.</summary>
    Unannounced = 16,

    /// <summary>All that was begun has ended, and for a while nothing happens.</summary>
    Idle = 32,

    /// <summary>The device made a DMA that was approved before.</summary>
    Approved = 64,

    /// <summary>Moments at which a hand-off would lose something.</summary>
    Busy = MidTransfer | Unseen | Unannounced,

    /// <summary>What is asked after an event.</summary>
    Moments = Busy | Idle,
}

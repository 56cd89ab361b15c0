namespace Dmm.Tracing;

/// <summary>
/// What a <see cref="TraceEvent"/> records. The numbers are part of the binary format and never change; those from 0xf0 are
/// kept for records of that format which are no events.
/// </summary>
public enum TraceEventKind : byte
{
    /// <summary>Not an event: an empty record. A reader that meets one in a file reports a damaged recording.</summary>
    None = 0,

    /// <summary>The guest read a register; <c>Value</c> is what the device answered.</summary>
    Read = 1,

    /// <summary>The guest wrote a register.</summary>
    Write = 2,

    /// <summary>The device's interrupt line changed; <c>Value</c> is 1 when it rose and 0 when it fell.</summary>
    InterruptLine = 3,

    /// <summary>A message interrupt; <c>Value</c> is the data, <c>Offset</c> the low half of the address.</summary>
    InterruptMessage = 4,

    /// <summary>The device read guest memory: <c>Offset</c> bytes at the guest-physical address <c>Value</c>.</summary>
    DmaRead = 5,

    /// <summary>The device wrote guest memory: <c>Offset</c> bytes at the guest-physical address <c>Value</c>.</summary>
    DmaWrite = 6,

    /// <summary>
    /// Up to eight of the bytes that the DMA or the store before moved, the first in the lowest bits of <c>Value</c>.
    /// <c>Offset</c> holds their place in that DMA (low 16 bits) and how many they are (high 16 bits).
    /// </summary>
    DmaData = 7,

    /// <summary>The whole device was reset from outside (power, bus).</summary>
    Reset = 8,

    /// <summary>A pause: <c>Value</c> microseconds passed since the event before, which is more than 16 bits hold.</summary>
    Time = 9,

    /// <summary>A phase mark of the person who recorded; <c>Value</c> is its number.</summary>
    Mark = 10,

    /// <summary>Events were lost here. <c>Value</c> is how many, 0 when nobody knows. Every answer from here on is inconclusive.</summary>
    Gap = 11,

    /// <summary>
    /// The guest stored <c>Offset</c> bytes at the guest-physical address <c>Value</c> of its memory, or was seen to find them there. Bytes follow as
    /// <see cref="DmaData"/>; those that do not follow are not known.
    /// </summary>
    Stored = 12,

    /// <summary>The guest filled <c>Offset</c> bytes at the guest-physical address <c>Value</c> of its memory with one byte, which follows as <see cref="DmaData"/>.</summary>
    Filled = 13,
}

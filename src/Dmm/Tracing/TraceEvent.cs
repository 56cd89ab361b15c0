using System.Numerics;
using System.Runtime.InteropServices;

namespace Dmm.Tracing;

/// <summary>
/// One event of a recording in 16 bytes; the record of the binary format as it lies in the file (little-endian).
/// </summary>
/// <remarks>
/// Fixed size, so that a batch is an array and a file can be read without parsing. Time is kept as the distance to
/// the event before, which fits 16 bits but for pauses; a pause is an event of its own (<see cref="TraceEventKind.Time"/>).
/// The fields lie in this order: kind (1 byte), region and size (1), elapsed time (2), offset (4), value (8).
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TraceEvent
{
    /// <summary>Regions that an event can name: numbers 0 to 31, a PCI device's BARs being 0 to 5.</summary>
    public const int RegionCount = 32;

    /// <summary>The bytes of one event, in memory and in a file.</summary>
    public const int ByteCount = 16;

    // Kind, region and size, elapsed time and offset as one number, so that what an access is about is read at once.
    private readonly ulong head;

    /// <summary>Makes an event.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="region">The region's number, 0 to 31.</param>
    /// <param name="size">Bytes of an access: 1, 2, 4 or 8.</param>
    /// <param name="offset">Bytes from the start of the region; for DMA, the length in bytes.</param>
    /// <param name="value">What was read or written; see <see cref="TraceEventKind"/> for the other kinds.</param>
    /// <param name="elapsedUs">Microseconds since the event before, at most 65,535.</param>
    public TraceEvent(TraceEventKind kind, int region, int size, uint offset, ulong value, ushort elapsedUs = 0)
    {
        head = (byte)kind | ((ulong)((region & 0x1f) | ((BitOperations.Log2((uint)size) & 3) << 5)) << 8) | ((ulong)elapsedUs << 16) | ((ulong)offset << 32);
        Value = value;
    }

    /// <summary>What happened.</summary>
    public TraceEventKind Kind
    {
        get => (TraceEventKind)(byte)head;
        init => head = (head & ~0xffUL) | (byte)value;
    }

    /// <summary>Microseconds since the event before.</summary>
    public ushort ElapsedUs
    {
        get => (ushort)(head >> 16);
        init => head = (head & ~0xffff_0000UL) | ((ulong)value << 16);
    }

    /// <summary>Bytes from the start of the region; for DMA, the length in bytes.</summary>
    public uint Offset
    {
        get => (uint)(head >> 32);
        init => head = (uint)head | ((ulong)value << 32);
    }

    /// <summary>What was read or written; see <see cref="TraceEventKind"/> for the other kinds.</summary>
    public ulong Value { get; init; }

    /// <summary>The region's number: a BAR, or the place of a region in the model when it has none.</summary>
    public int Region => (int)(head >> 8) & 0x1f;

    /// <summary>Bytes of an access: 1, 2, 4 or 8.</summary>
    public int Size => 1 << SizeLog;

    /// <summary>The same as a power of 2: 0, 1, 2 or 3.</summary>
    internal int SizeLog => (int)(head >> 13) & 3;

    /// <summary>What it is and where, without its time and its value: two accesses with the same number differ in these alone.</summary>
    internal ulong Place => head & 0xffff_ffff_0000_ffff;

    /// <summary>Whether the guest read or wrote a register.</summary>
    public bool IsAccess => Kind is TraceEventKind.Read or TraceEventKind.Write;

    /// <summary>Whether the device raised its interrupt.</summary>
    public bool IsInterrupt => Kind == TraceEventKind.InterruptMessage || (Kind == TraceEventKind.InterruptLine && Value != 0);

    /// <summary>Some bytes of an access as an access of its own.</summary>
    /// <param name="at">The first of them, counted from that of the access.</param>
    /// <param name="size">How many: 1, 2, 4 or 8.</param>
    public TraceEvent Part(int at, int size) =>
        new(Kind, Region, size, Offset + (uint)at, (Value >> (8 * at)) & (ulong.MaxValue >> (64 - 8 * size)));
}

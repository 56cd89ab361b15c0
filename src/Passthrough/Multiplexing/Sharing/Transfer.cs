using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>A DMA that its guest drives itself, through a stream register: it goes as far and as fast as the guest likes.</summary>
/// <remarks>
/// Its beginning says nothing of what it moved. What a guest wrote is its own only as far as the device says that it has come, and what it may still
/// read must not become another's meanwhile.
/// </remarks>
internal struct Transfer
{
    /// <summary>Where it goes; of no bytes when there is none.</summary>
    public MemoryRange First;

    /// <summary>Where it goes on past a wrap.</summary>
    public MemoryRange Second;

    /// <summary>Where the device stands when all is moved. Where the count is no multiple of <see cref="UnitBytes"/>, it stands further on by less than these.</summary>
    public ulong Behind;

    /// <summary>The most bytes that the device moves at once.</summary>
    public ulong UnitBytes;

    /// <summary>Bytes that are known to have been moved.</summary>
    public ulong Moved;

    /// <summary>Whether the device has said how far it has come since the guest could last move anything.</summary>
    public bool IsSettled;

    /// <summary>Whether there is one.</summary>
    public readonly bool Exists => First.Length != 0;

    /// <summary>Whether there is one, and the device has not said how far it has come.</summary>
    public readonly bool IsUnsettled => Exists && !IsSettled;

    /// <summary>A transfer that begins.</summary>
    /// <param name="dma">What is moved.</param>
    /// <param name="words">The state block.</param>
    /// <param name="unitBytes">The most that the device moves at once.</param>
    public static Transfer Of(DmaInfo dma, ReadOnlySpan<ulong> words, ulong unitBytes)
    {
        var (first, second) = CardRanges.Of(dma, words);
        var end = (second.Length != 0 ? second : first).End;
        var wrapsBehind = dma.Wraps is { } wraps && wraps.At.Value(words, -1, 0) - end < unitBytes;
        return new Transfer { First = first, Second = second, Behind = wrapsBehind ? dma.Wraps!.To.Value(words, -1, 0) : end, UnitBytes = unitBytes };
    }

    /// <summary>The device shows the address that is next. What could mean two things means the lesser.</summary>
    public void SettleAt(ulong position)
    {
        if (position >= First.Start && position <= First.End)
            Moved = Math.Max(Moved, position - First.Start);
        else if (Second.Length != 0 && position >= Second.Start && position <= Second.End)
            Moved = Math.Max(Moved, First.Length + position - Second.Start);
        else if (position - Behind < UnitBytes)
            Moved = First.Length + Second.Length;
        IsSettled = true;
    }

    /// <summary>The bytes that were moved.</summary>
    public readonly (MemoryRange First, MemoryRange Second) Done =>
        (First with { Length = Math.Min(Moved, First.Length) }, Second with { Length = Moved - Math.Min(Moved, First.Length) });

    /// <summary>The bytes that may still be moved.</summary>
    public readonly (MemoryRange First, MemoryRange Second) Left
    {
        get
        {
            var inFirst = Math.Min(Moved, First.Length);
            var inSecond = Math.Min(Moved - inFirst, Second.Length);
            return (new MemoryRange(First.Start + inFirst, First.Length - inFirst), new MemoryRange(Second.Start + inSecond, Second.Length - inSecond));
        }
    }
}

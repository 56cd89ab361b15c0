using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>Whether a DMA lies in its windows, ready to run.</summary>
internal sealed class DmaTest(DmaInfo dma)
{
    private readonly WindowInfo[] within = [.. WindowUnion.Of(dma.Within)];

    /// <summary>Whether it does, of the values in a state block.</summary>
    public bool Passes(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue, IGuestMemory memory) =>
        Holds(DmaRanges.Of(dma, words, eventWord, oldValue), memory);

    /// <summary>Whether ranges do.</summary>
    public bool Holds(in DmaRanges ranges, IGuestMemory memory) =>
        ranges.IsEmpty ? dma.EmptyAllowed : LiesWithin(ranges.First, memory) && (ranges.Second.Length == 0 || LiesWithin(ranges.Second, memory));

    private bool LiesWithin(in DmaRange range, IGuestMemory memory)
    {
        foreach (var window in within)
            if (window.IsGuest ? memory.Owns(range.Start, range.Length) : window.Contains(range.Start, range.Length))
                return true;
        return false;
    }
}

using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Where a DMA goes in on-card memory: one range, or two when it wraps.</summary>
internal static class CardRanges
{
    /// <summary>Computes them from a state block; the second has no bytes when the DMA does not wrap.</summary>
    public static (MemoryRange First, MemoryRange Second) Of(DmaInfo dma, ReadOnlySpan<ulong> words)
    {
        var ranges = DmaRanges.Of(dma, words, -1, 0);
        return (new MemoryRange(ranges.First.Start, ranges.First.Length), new MemoryRange(ranges.Second.Start, ranges.Second.Length));
    }
}

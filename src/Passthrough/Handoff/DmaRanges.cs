using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>The bytes of a DMA that a check is about: one range, or two where it wraps.</summary>
internal static class DmaRanges
{
    /// <summary>The ranges, in the order in which the device moves them.</summary>
    public static (MemoryRange First, MemoryRange Second) Of(DmaInfo dma, ReadOnlySpan<ulong> words)
    {
        var at = dma.At.Value(words, -1, 0);
        var length = dma.Length.Value(words, -1, 0);
        if (dma.Wraps is not { } wraps)
            return (new MemoryRange(at, length), default);
        var end = wraps.At.Value(words, -1, 0);
        var to = wraps.To.Value(words, -1, 0);
        return at < end && length > end - at && to < end
            ? (new MemoryRange(at, end - at), new MemoryRange(to, Math.Min(length - (end - at), end - to)))
            : (new MemoryRange(at, length), default);
    }
}

using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>Where a DMA goes: one range, or two when it wraps.</summary>
/// <remarks>Nothing here adds up to an address, so nothing can wrap round the top of the address space; a search for a window must not either.</remarks>
/// <param name="First">Where it begins.</param>
/// <param name="Second">Where it goes on past the wrap; of no bytes when it does not wrap.</param>
public readonly record struct DmaRanges(DmaRange First, DmaRange Second)
{
    /// <summary>Whether no byte is moved.</summary>
    public bool IsEmpty => First.Length == 0;

    /// <summary>Computes it from a state block in which the event's register holds its new value already.</summary>
    /// <param name="dma">The DMA of a check.</param>
    /// <param name="words">The state block.</param>
    /// <param name="eventWord">The word of the event's register; -1 for none.</param>
    /// <param name="oldValue">What it held before.</param>
    public static DmaRanges Of(DmaInfo dma, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        ArgumentNullException.ThrowIfNull(dma);
        var at = dma.At.Value(words, eventWord, oldValue);
        var length = dma.Length.Value(words, eventWord, oldValue);
        return dma.Wraps is { } wraps && length != 0
            ? OfWrapping(at, length, wraps.At.Value(words, eventWord, oldValue), wraps.To.Value(words, eventWord, oldValue))
            : new DmaRanges(new DmaRange(at, length), default);
    }

    /// <summary>The ranges of a DMA that goes on at an address when it comes to another.</summary>
    internal static DmaRanges OfWrapping(ulong at, ulong length, ulong end, ulong to) =>
        length != 0 && at < end && length > end - at && to != end
            ? new DmaRanges(new DmaRange(at, end - at), new DmaRange(to, to < end ? Math.Min(length - (end - at), end - to) : length - (end - at)))
            : new DmaRanges(new DmaRange(at, length), default);
}

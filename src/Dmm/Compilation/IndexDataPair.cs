namespace Dmm.Compilation;

/// <summary>The way through a data register to the place that its index register chooses.</summary>
/// <param name="SelectorWord">The word that chooses.</param>
/// <param name="SelectorShift">The lowest bit of the choosing field.</param>
/// <param name="SelectorMask">The bits of the field after the shift.</param>
/// <param name="First">The first place of the region behind it.</param>
/// <param name="Size">How many places that region has.</param>
/// <param name="Unit">Places from one index to the next.</param>
internal readonly record struct IndexDataPair(short SelectorWord, byte SelectorShift, ulong SelectorMask, int First, uint Size, uint Unit)
{
    /// <summary>The place that a state shows at some byte of the data register; -1 when the index lies outside.</summary>
    public int Place(ReadOnlySpan<ulong> words, int byteOfData)
    {
        var index = (words[SelectorWord] >> SelectorShift) & SelectorMask;
        return index < Size / Unit ? First + (int)(index * Unit) + byteOfData : -1;
    }
}

namespace Dmm.Compilation;

/// <summary>Where to look for the slots of an offset: a row for each bank, in a row first the read, then the write.</summary>
/// <param name="First">The first entry in the table of slot numbers.</param>
/// <param name="SelectorWord">The word that selects the bank; word 0, with no bits, for an offset without banks.</param>
/// <param name="SelectorShift">The lowest bit of the selecting field.</param>
/// <param name="SelectorMask">The bits of the field after the shift; 0 for an offset without banks.</param>
internal readonly record struct Place(int First, short SelectorWord, byte SelectorShift, byte SelectorMask)
{
    /// <summary>The entry for an access in a given state.</summary>
    public int Entry(ReadOnlySpan<ulong> words, int direction) =>
        First + (int)((words[SelectorWord] >> SelectorShift) & SelectorMask) * 2 + direction;
}

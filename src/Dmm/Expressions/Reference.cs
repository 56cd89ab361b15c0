namespace Dmm.Expressions;

/// <summary>One thing an expression reads, under the name its author gave: what must be hooked, and what a message has to show.</summary>
/// <param name="Name">As written: <c>CR.TXP</c>, <c>TBCR</c>, or <c>transmitter is idle</c>.</param>
/// <param name="Kind"><see cref="SymbolKind.Word"/> or <see cref="SymbolKind.State"/>; constants are not read.</param>
/// <param name="Word">The index into the state block.</param>
/// <param name="Shift">How far the word is shifted right.</param>
/// <param name="Mask">The bits that are kept after the shift.</param>
/// <param name="IsRegister">True for a register or a field of one, false for a variable or a state.</param>
/// <param name="IsOld">True when it is read by <c>old(...)</c>.</param>
public sealed record Reference(
    string Name, SymbolKind Kind, int Word, int Shift, ulong Mask, bool IsRegister, bool IsOld)
{
    /// <summary>The name without the field: <c>CR</c> of <c>CR.TXP</c>.</summary>
    public string Owner => Name.IndexOfAny(['.', ' ']) is >= 0 and var end ? Name[..end] : Name;

    /// <summary>What the expression sees here.</summary>
    public ulong Read(ReadOnlySpan<ulong> words, int eventWord, ulong oldValue) =>
        ((IsOld && Word == eventWord ? oldValue : words[Word]) >> Shift) & Mask;
}

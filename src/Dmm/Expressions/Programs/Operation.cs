namespace Dmm.Expressions.Programs;

/// <summary>
/// One operation, 16 bytes. Operands that are constants or words are part of it, so that <c>TPSR &lt;&lt; 8</c> is two operations and not three.
/// </summary>
/// <param name="Code">What is done.</param>
/// <param name="Source">Where the operand comes from.</param>
/// <param name="Shift">How far a word is shifted right.</param>
/// <param name="Word">The index of the word.</param>
/// <param name="Immediate">The constant, or the mask of the word after the shift.</param>
internal readonly record struct Operation(
    OperationCode Code, OperandSource Source, byte Shift = 0, ushort Word = 0, ulong Immediate = 0);

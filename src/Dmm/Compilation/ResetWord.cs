namespace Dmm.Compilation;

/// <summary>What a reset makes of a register that it does not leave alone.</summary>
internal readonly record struct ResetWord(int Word, ulong Value);

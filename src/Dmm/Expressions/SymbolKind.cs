namespace Dmm.Expressions;

/// <summary>What a name in an expression stands for.</summary>
public enum SymbolKind
{
    /// <summary>Bits of one word of the state block: a register, a field of one, or a variable.</summary>
    Word,

    /// <summary>One state of one machine: a bit that is set while the machine is in it.</summary>
    State,

    /// <summary>A number that never changes.</summary>
    Constant,
}

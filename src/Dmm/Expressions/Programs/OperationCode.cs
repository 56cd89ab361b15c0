namespace Dmm.Expressions.Programs;

/// <summary>
/// What an operation does with the value on top of the stack and its operand. There is no operation of one operand: <c>not x</c> is
/// <c>x ^ 1</c> and <c>~x</c> is <c>x ^ 0xffff_ffff_ffff_ffff</c>. Conditions are 0 and 1, so <c>and</c> and <c>or</c> are those of bits.
/// </summary>
internal enum OperationCode : byte
{
    Push,
    Or,
    Xor,
    And,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Minimum,
    Maximum,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

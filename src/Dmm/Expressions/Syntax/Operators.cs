using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Syntax;

/// <summary>The binary operators: how tightly they bind and what they compute.</summary>
internal static class Operators
{
    /// <summary>The level of <c>not</c>: above it stand <c>or</c> and <c>and</c>, below it everything about numbers.</summary>
    public const int Negation = 3;

    /// <summary>The level of comparisons, which do not chain.</summary>
    public const int Comparison = 4;

    /// <summary>
    /// The loosest binds at 1; 0 is no binary operator. Bit operators bind tighter than comparisons: <c>ISR &amp; IMR == 0</c> means what it says,
    /// unlike in C.
    /// </summary>
    public static int LevelOf(TokenKind kind) => kind switch
    {
        TokenKind.Or => 1,
        TokenKind.And => 2,
        TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual
            or TokenKind.Greater or TokenKind.GreaterOrEqual or TokenKind.In or TokenKind.Is => Comparison,
        TokenKind.Bar => 5,
        TokenKind.Caret => 6,
        TokenKind.Ampersand => 7,
        TokenKind.ShiftLeft or TokenKind.ShiftRight => 8,
        TokenKind.Plus or TokenKind.Minus => 9,
        TokenKind.Star => 10,
        _ => 0,
    };

    public static OperationCode CodeOf(TokenKind kind) => kind switch
    {
        TokenKind.Or or TokenKind.Bar => OperationCode.Or,
        TokenKind.And or TokenKind.Ampersand => OperationCode.And,
        TokenKind.Caret => OperationCode.Xor,
        TokenKind.ShiftLeft => OperationCode.ShiftLeft,
        TokenKind.ShiftRight => OperationCode.ShiftRight,
        TokenKind.Plus => OperationCode.Add,
        TokenKind.Minus => OperationCode.Subtract,
        TokenKind.Star => OperationCode.Multiply,
        TokenKind.Minimum => OperationCode.Minimum,
        TokenKind.Maximum => OperationCode.Maximum,
        TokenKind.Equal => OperationCode.Equal,
        TokenKind.NotEqual => OperationCode.NotEqual,
        TokenKind.Less => OperationCode.Less,
        TokenKind.LessOrEqual => OperationCode.LessOrEqual,
        TokenKind.Greater => OperationCode.Greater,
        TokenKind.GreaterOrEqual => OperationCode.GreaterOrEqual,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no binary operator"),
    };
}

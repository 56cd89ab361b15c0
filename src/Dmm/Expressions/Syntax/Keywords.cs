namespace Dmm.Expressions.Syntax;

/// <summary>The words that cannot be names.</summary>
internal static class Keywords
{
    public static TokenKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "or" => TokenKind.Or,
        "and" => TokenKind.And,
        "not" => TokenKind.Not,
        "in" => TokenKind.In,
        "is" => TokenKind.Is,
        "old" => TokenKind.Old,
        "min" => TokenKind.Minimum,
        "max" => TokenKind.Maximum,
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        _ => TokenKind.Name,
    };
}

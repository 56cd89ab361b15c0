namespace Dmm.Expressions.Syntax;

/// <summary>
/// The signs of the language, and those that people bring along from other languages: these have a cure, and stand for the token that was
/// probably meant.
/// </summary>
internal static class Signs
{
    private const string NoDivision = "there is no division; shift right for a power of 2, or compare products";

    // Longer signs stand before their own beginnings.
    private static readonly Sign[] All =
    [
        new("==", TokenKind.Equal),
        new("!=", TokenKind.NotEqual),
        new("<<", TokenKind.ShiftLeft),
        new(">>", TokenKind.ShiftRight),
        new("<=", TokenKind.LessOrEqual),
        new(">=", TokenKind.GreaterOrEqual),
        new("..", TokenKind.DotDot),
        new("&&", TokenKind.And, "write 'and'"),
        new("||", TokenKind.Or, "write 'or'"),
        new("<>", TokenKind.NotEqual, "write '!='"),
        new("=", TokenKind.Equal, "write '=='; an expression never assigns"),
        new("!", TokenKind.Not, "write 'not'"),
        new("/", TokenKind.Star, NoDivision),
        new("%", TokenKind.Star, "there is no remainder; for a power of 2 take the low bits with '&'"),
        new("<", TokenKind.Less),
        new(">", TokenKind.Greater),
        new("|", TokenKind.Bar),
        new("^", TokenKind.Caret),
        new("&", TokenKind.Ampersand),
        new("+", TokenKind.Plus),
        new("-", TokenKind.Minus),
        new("*", TokenKind.Star),
        new("~", TokenKind.Tilde),
        new(".", TokenKind.Dot),
        new(",", TokenKind.Comma),
        new("(", TokenKind.OpenParenthesis),
        new(")", TokenKind.CloseParenthesis),
        new("{", TokenKind.OpenBrace),
        new("}", TokenKind.CloseBrace),
    ];

    /// <summary>The sign at the start of the text; null if there is none.</summary>
    public static Sign? Match(ReadOnlySpan<char> text)
    {
        foreach (var sign in All)
        {
            if (text.StartsWith(sign.Text, StringComparison.Ordinal))
                return sign;
        }
        return null;
    }

    /// <param name="Text">How it is written.</param>
    /// <param name="Kind">What it is read as.</param>
    /// <param name="Cure">What to write instead; null for our own.</param>
    public sealed record Sign(string Text, TokenKind Kind, string? Cure = null);
}

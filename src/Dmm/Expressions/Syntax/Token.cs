namespace Dmm.Expressions.Syntax;

/// <summary>One word, number or sign. <paramref name="Value"/> is that of a number.</summary>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, ulong Value = 0);

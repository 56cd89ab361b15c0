using System.Collections.Immutable;

namespace Dmm.Expressions.Syntax;

/// <summary>What the parser reads: names are not looked up yet, and types not known. Of parentheses only the wider span is left.</summary>
internal abstract record SyntaxNode(TextSpan Span);

/// <summary><c>0x2a</c></summary>
internal sealed record NumberNode(ulong Value, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>true</c></summary>
internal sealed record TruthNode(bool Value, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>CR</c> or <c>CR.TXP</c></summary>
internal sealed record NameNode(string Name, string? Member, TextSpan MemberSpan, TextSpan Span) : SyntaxNode(Span)
{
    public string FullName => Member is null ? Name : $"{Name}.{Member}";
}

/// <summary><c>old(CR.TXP)</c></summary>
internal sealed record OldNode(SyntaxNode Target, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>not a</c></summary>
internal sealed record NotNode(SyntaxNode Operand, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>~a</c></summary>
internal sealed record ComplementNode(SyntaxNode Operand, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>a + b</c>, and also <c>min(a, b)</c>.</summary>
internal sealed record BinaryNode(TokenKind Operator, SyntaxNode Left, SyntaxNode Right, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>a in {b, c}</c></summary>
internal sealed record SetNode(SyntaxNode Operand, ImmutableArray<SyntaxNode> Items, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>a in b..c</c></summary>
internal sealed record RangeNode(SyntaxNode Operand, SyntaxNode Low, SyntaxNode High, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>machine is state</c>, <c>machine is not state</c></summary>
internal sealed record StateNode(SyntaxNode Machine, string State, TextSpan StateSpan, bool IsNegated, TextSpan Span) : SyntaxNode(Span);

/// <summary>Stands where something is missing; the mistake is already reported.</summary>
internal sealed record MissingNode(TextSpan Span) : SyntaxNode(Span);

using System.Globalization;
using Dmm.Expressions.Syntax;

namespace Dmm.Tests.Expressions;

/// <summary>
/// Writes a tree as text: with the parentheses it needs, so that parsing gives the tree back; or with all there can be, which says
/// whether two trees are the same wherever they stood in their text.
/// </summary>
internal sealed class SyntaxPrinter(bool isFull)
{
    public static string Print(SyntaxNode node) => new SyntaxPrinter(isFull: false).Write(node, 1);

    public static string Shape(SyntaxNode node) => new SyntaxPrinter(isFull: true).Write(node, 1);

    private string Write(SyntaxNode node, int level)
    {
        var text = Text(node);
        var isAtom = node is NumberNode or TruthNode or NameNode or OldNode or BinaryNode { Operator: TokenKind.Minimum or TokenKind.Maximum };
        return isAtom || (!isFull && LevelOf(node) >= level) ? text : $"({text})";
    }

    private string Text(SyntaxNode node) => node switch
    {
        NumberNode number => number.Value.ToString(CultureInfo.InvariantCulture),
        TruthNode truth => truth.Value ? "true" : "false",
        NameNode name => name.FullName,
        OldNode old => $"old({Write(old.Target, 1)})",
        NotNode not => $"not {Write(not.Operand, Operators.Negation)}",
        ComplementNode complement => $"~{Write(complement.Operand, 11)}",
        StateNode state => $"{Number(state.Machine)} is {(state.IsNegated ? "not " : "")}{state.State}",
        SetNode set => $"{Number(set.Operand)} in {{{string.Join(", ", set.Items.Select(Number))}}}",
        RangeNode range => $"{Number(range.Operand)} in {Number(range.Low)}..{Number(range.High)}",
        BinaryNode { Operator: TokenKind.Minimum } call => $"min({Write(call.Left, 1)}, {Write(call.Right, 1)})",
        BinaryNode { Operator: TokenKind.Maximum } call => $"max({Write(call.Left, 1)}, {Write(call.Right, 1)})",
        BinaryNode binary => Binary(binary),
        _ => "<missing>",
    };

    private string Binary(BinaryNode binary)
    {
        var level = Operators.LevelOf(binary.Operator);
        // Comparisons do not chain, so neither side may be one; the others lean to the left.
        var left = level == Operators.Comparison ? level + 1 : level;
        return $"{Write(binary.Left, left)} {SignOf(binary.Operator)} {Write(binary.Right, level + 1)}";
    }

    private string Number(SyntaxNode node) => Write(node, Operators.Comparison + 1);

    private static int LevelOf(SyntaxNode node) => node switch
    {
        NotNode => Operators.Negation,
        StateNode or SetNode or RangeNode => Operators.Comparison,
        BinaryNode binary => Operators.LevelOf(binary.Operator),
        _ => 11,
    };

    private static string SignOf(TokenKind kind) => kind switch
    {
        TokenKind.Or => "or",
        TokenKind.And => "and",
        TokenKind.Equal => "==",
        TokenKind.NotEqual => "!=",
        TokenKind.Less => "<",
        TokenKind.LessOrEqual => "<=",
        TokenKind.Greater => ">",
        TokenKind.GreaterOrEqual => ">=",
        TokenKind.Bar => "|",
        TokenKind.Caret => "^",
        TokenKind.Ampersand => "&",
        TokenKind.ShiftLeft => "<<",
        TokenKind.ShiftRight => ">>",
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no binary operator"),
    };
}

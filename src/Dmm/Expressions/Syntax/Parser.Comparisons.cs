using System.Collections.Immutable;

namespace Dmm.Expressions.Syntax;

/// <content>Comparisons: two sides and no more, because <c>a &lt; b &lt; c</c> would compare a condition with a number.</content>
internal sealed partial class Parser
{
    private SyntaxNode ParseComparisons(SyntaxNode left)
    {
        var comparison = ParseComparison(left, out var right);
        while (Operators.LevelOf(cursor.Current.Kind) == Operators.Comparison)
        {
            var sign = cursor.TextOf(cursor.Current);
            cursor.Report(cursor.Current.Span, ExpressionErrorCodes.ChainedComparison, "comparisons do not chain",
                $"join two of them with 'and': {cursor.Quote(comparison)} and {cursor.Quote(right)} {sign} ...");
            comparison = Join(TokenKind.And, comparison, ParseComparison(right, out right));
        }
        return comparison;
    }

    private SyntaxNode ParseComparison(SyntaxNode left, out SyntaxNode right)
    {
        var sign = cursor.Take().Kind;
        right = left;
        switch (sign)
        {
            case TokenKind.Is:
                return ParseState(left);
            case TokenKind.In when cursor.At(TokenKind.OpenBrace):
                return ParseSet(left);
            case TokenKind.In:
                return ParseRange(left);
            default:
                right = ParseNumber();
                return Join(sign, left, right);
        }
    }

    private SyntaxNode ParseNumber() => ParseExpression(Operators.Comparison + 1);

    private StateNode ParseState(SyntaxNode machine)
    {
        var isNegated = cursor.TryTake(TokenKind.Not);
        var state = TakeName("the name of a state");
        return new StateNode(machine, cursor.TextOf(state), state.Span, isNegated, machine.Span.To(state.Span));
    }

    private SetNode ParseSet(SyntaxNode operand)
    {
        cursor.Take();
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        do
            items.Add(ParseNumber());
        while (cursor.TryTake(TokenKind.Comma));
        cursor.Expect(TokenKind.CloseBrace, "}");
        return new SetNode(operand, items.ToImmutable(), operand.Span.To(cursor.Previous));
    }

    private RangeNode ParseRange(SyntaxNode operand)
    {
        var low = ParseNumber();
        cursor.Expect(TokenKind.DotDot, "..");
        var high = ParseNumber();
        return new RangeNode(operand, low, high, operand.Span.To(high.Span));
    }
}

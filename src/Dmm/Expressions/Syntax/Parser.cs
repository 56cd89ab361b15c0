namespace Dmm.Expressions.Syntax;

/// <summary>
/// Reads tokens into a tree, by precedence climbing. A mistake is reported, something plausible is assumed, and reading goes on, so that
/// one text gives all its mistakes at once. Recursion is bounded by <see cref="Bounds.Nesting"/>.
/// </summary>
internal sealed partial class Parser
{
    private readonly TokenCursor cursor;
    private int nesting;

    private Parser(TokenCursor cursor) => this.cursor = cursor;

    /// <summary>The whole text.</summary>
    public static SyntaxNode Parse(string text, ErrorList errors)
    {
        var tokens = new Lexer(text, errors).Read();
        var cursor = new TokenCursor(text, tokens, errors);
        if (tokens.Count > 1)
            return new Parser(cursor).ParseAll();
        if (errors.IsEmpty)
            cursor.Report("the expression is empty", "write a condition such as CR.TXP, or leave the key out");
        return new MissingNode(new TextSpan(0, 0));
    }

    private SyntaxNode ParseAll()
    {
        var node = ParseExpression(1);
        if (!cursor.At(TokenKind.End))
            cursor.Report($"{cursor.Found} where an operator or the end is expected", CureOfStray(cursor.Current));

        // The rest is read only for the mistakes in it.
        while (!cursor.At(TokenKind.End))
        {
            if (CanStartOperand(cursor.Current.Kind))
                node = Join(TokenKind.And, node, ParseExpression(1));
            else
                cursor.Take();
        }
        return node;
    }

    /// <summary>Everything whose operators bind at this level or tighter; see <see cref="Operators.LevelOf"/>.</summary>
    private SyntaxNode ParseExpression(int level)
    {
        var left = level <= Operators.Negation && cursor.At(TokenKind.Not) ? ParseNegation() : ParseOperand();
        while (true)
        {
            if (level <= Operators.Comparison && cursor.At(TokenKind.Not, TokenKind.In))
            {
                cursor.Report("'not' stands inside a comparison", "write 'not' before the whole comparison, as in 'not a in {1, 2}'");
                cursor.Take();
            }
            var kind = cursor.Current.Kind;
            var next = Operators.LevelOf(kind);
            if (next == 0 || next < level)
                return left;
            if (next == Operators.Comparison)
            {
                left = ParseComparisons(left);
            }
            else
            {
                cursor.Take();
                left = Join(kind, left, ParseExpression(next + 1));
            }
        }
    }

    private SyntaxNode ParseNegation()
    {
        var start = cursor.Take().Span;
        var operand = Nested(() => ParseExpression(Operators.Negation));
        return new NotNode(operand, start.To(operand.Span));
    }

    private SyntaxNode Nested(Func<SyntaxNode> parse)
    {
        if (nesting == Bounds.Nesting)
        {
            cursor.Report(cursor.Current.Span, ExpressionErrorCodes.TooDeep,
                $"the expression is nested more than {Bounds.Nesting} levels deep", "split it into several checks or conditions");
            cursor.GiveUp();
            return Missing();
        }
        nesting++;
        var node = parse();
        nesting--;
        return node;
    }

    private MissingNode Missing() => new(new TextSpan(cursor.Current.Span.Offset, 0));

    private static BinaryNode Join(TokenKind kind, SyntaxNode left, SyntaxNode right) =>
        new(kind, left, right, left.Span.To(right.Span));

    private string CureOfStray(Token token) => token.Kind switch
    {
        TokenKind.Name when Keywords.KindOf(cursor.TextOf(token).ToLowerInvariant()) != TokenKind.Name =>
            $"operators are written small: '{cursor.TextOf(token).ToLowerInvariant()}'",
        TokenKind.CloseParenthesis => "remove it, or open a parenthesis",
        TokenKind.DotDot => "a range stands behind 'in', as in 'a in 1..3'",
        TokenKind.Dot => "a dot stands between the name of a register and that of its field",
        TokenKind.OpenBrace => "a set stands behind 'in', as in 'a in {1, 2}'",
        TokenKind.Comma or TokenKind.CloseBrace => "remove it",
        _ => "join the two with an operator, such as 'and'",
    };
}

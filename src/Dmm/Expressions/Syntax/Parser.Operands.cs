namespace Dmm.Expressions.Syntax;

/// <content>What stands between operators.</content>
internal sealed partial class Parser
{
    private static bool CanStartOperand(TokenKind kind) => kind
        is TokenKind.Name or TokenKind.Number or TokenKind.True or TokenKind.False or TokenKind.Old
        or TokenKind.Minimum or TokenKind.Maximum or TokenKind.Not or TokenKind.Tilde or TokenKind.OpenParenthesis;

    private SyntaxNode ParseOperand()
    {
        if (!CanStartOperand(cursor.Current.Kind))
            return ReportMissing();
        if (cursor.At(TokenKind.Not))
        {
            cursor.Report("'not' stands where a number is expected", "put the condition in parentheses: (not ...)");
            return ParseNegation();
        }
        var token = cursor.Take();
        return token.Kind switch
        {
            TokenKind.Number => new NumberNode(token.Value, token.Span),
            TokenKind.True or TokenKind.False => new TruthNode(token.Kind == TokenKind.True, token.Span),
            TokenKind.Name => ParseName(token),
            TokenKind.Old => ParseOld(token),
            TokenKind.Tilde => ParseComplement(token),
            TokenKind.OpenParenthesis => ParseParentheses(token),
            _ => ParseCall(token),
        };
    }

    private NameNode ParseName(Token name)
    {
        var text = cursor.TextOf(name);
        if (!cursor.TryTake(TokenKind.Dot))
            return new NameNode(text, null, name.Span, name.Span);
        var member = TakeName("the name of a field");
        while (cursor.At(TokenKind.Dot))
        {
            cursor.Report("a name has at most one dot", "write the register, a dot and its field");
            cursor.Take();
            cursor.TryTake(TokenKind.Name);
        }
        return new NameNode(text, cursor.TextOf(member), member.Span, name.Span.To(member.Span));
    }

    private OldNode ParseOld(Token old)
    {
        cursor.Expect(TokenKind.OpenParenthesis, "(");
        var target = Nested(() => ParseExpression(1));
        cursor.Expect(TokenKind.CloseParenthesis, ")");
        return new OldNode(target, old.Span.To(cursor.Previous));
    }

    private ComplementNode ParseComplement(Token tilde)
    {
        var operand = Nested(ParseOperand);
        return new ComplementNode(operand, tilde.Span.To(operand.Span));
    }

    private SyntaxNode ParseParentheses(Token open)
    {
        var inner = Nested(() => ParseExpression(1));
        cursor.Expect(TokenKind.CloseParenthesis, ")");
        return inner with { Span = open.Span.To(cursor.Previous) };
    }

    private BinaryNode ParseCall(Token function)
    {
        cursor.Expect(TokenKind.OpenParenthesis, "(");
        var left = Nested(() => ParseExpression(1));
        cursor.Expect(TokenKind.Comma, ",");
        var right = Nested(() => ParseExpression(1));
        cursor.Expect(TokenKind.CloseParenthesis, ")");
        return new BinaryNode(function.Kind, left, right, function.Span.To(cursor.Previous));
    }

    private Token TakeName(string what)
    {
        if (cursor.At(TokenKind.Name))
            return cursor.Take();
        var start = cursor.Current;
        var isKeyword = ExpressionParser.IsReserved(cursor.TextOf(start));
        cursor.Report($"{cursor.Found} where {what} is expected",
            isKeyword ? "the word belongs to the language and cannot be a name" : $"write {what}");
        if (isKeyword && start.Kind is not (TokenKind.And or TokenKind.Or))
            cursor.Take();
        return new Token(TokenKind.Name, start.Span with { Length = 0 });
    }

    private MissingNode ReportMissing()
    {
        var cure = cursor.Current.Kind switch
        {
            TokenKind.Minus => "numbers have no sign; write a difference, or '== 0xffff...' for a pattern",
            TokenKind.End => "write the value, or remove the operator before it",
            TokenKind.OpenBrace => "a set stands behind 'in', as in 'a in {1, 2}'",
            _ => "write a name or a number here",
        };
        cursor.Report($"{cursor.Found} where a value is expected", cure);
        var missing = Missing();

        // Operators and closing signs are still of use to the caller; anything else would only be reported again.
        if (cursor.At(TokenKind.OpenBrace))
            cursor.TakeThrough(TokenKind.CloseBrace);
        else if (Operators.LevelOf(cursor.Current.Kind) == 0 && !Closes(cursor.Current.Kind))
            cursor.Take();
        return missing;
    }

    private static bool Closes(TokenKind kind) =>
        kind is TokenKind.CloseParenthesis or TokenKind.CloseBrace or TokenKind.Comma or TokenKind.DotDot or TokenKind.End;
}

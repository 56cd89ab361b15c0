namespace Dmm.Expressions.Syntax;

/// <summary>Where the parser is in its tokens, and how it complains.</summary>
internal sealed class TokenCursor(string text, List<Token> tokens, ErrorList errors)
{
    private int index;
    private bool gaveUp;

    public Token Current => tokens[index];

    public bool At(TokenKind kind) => Current.Kind == kind;

    /// <summary>Whether these two tokens are next.</summary>
    public bool At(TokenKind first, TokenKind second) => At(first) && tokens[index + 1].Kind == second;

    /// <summary>The last token that was taken, for the end of a node.</summary>
    public TextSpan Previous => index > 0 ? tokens[index - 1].Span : new TextSpan(0, 0);

    public Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            index++;
        return token;
    }

    public bool TryTake(TokenKind kind)
    {
        if (!At(kind))
            return false;
        Take();
        return true;
    }

    public void TakeThrough(TokenKind kind)
    {
        while (!At(TokenKind.End) && Take().Kind != kind)
        {
        }
    }

    public void Expect(TokenKind kind, string sign)
    {
        if (!TryTake(kind))
            Report($"{Found} where '{sign}' is expected", $"write '{sign}'");
    }

    /// <summary>Goes to the end, and complains no more: everything after this would follow from it.</summary>
    public void GiveUp()
    {
        index = tokens.Count - 1;
        gaveUp = true;
    }

    /// <summary>What stands here, as the beginning of a sentence.</summary>
    public string Found => At(TokenKind.End) ? "the expression ends" : $"'{TextOf(Current)}' stands";

    public string TextOf(Token token) => token.Span.In(text);

    public void Report(string message, string cure) => Report(Current.Span, ExpressionErrorCodes.Syntax, message, cure);

    public void Report(TextSpan span, string code, string message, string cure)
    {
        if (!gaveUp)
            errors.Add(span, code, message, cure);
    }

    /// <summary>A piece of the text for a message.</summary>
    public string Quote(SyntaxNode node) => node.Span.In(text);
}

using System.Text;

namespace Dmm.Expressions.Syntax;

/// <summary>
/// Cuts a text into tokens. An operator of another language is reported and read as ours, so that what follows is still understood.
/// </summary>
internal sealed class Lexer(string text, ErrorList errors)
{
    private readonly List<Token> tokens = [];
    private int position;

    /// <summary>All tokens; the last is <see cref="TokenKind.End"/>.</summary>
    public List<Token> Read()
    {
        while (position < text.Length)
        {
            var c = text[position];
            if (char.IsWhiteSpace(c))
                position++;
            else if (char.IsAsciiLetter(c) || c == '_')
                ReadWord();
            else if (char.IsAsciiDigit(c))
                ReadNumber();
            else
                ReadSign();
        }
        tokens.Add(new Token(TokenKind.End, new TextSpan(text.Length, 0)));
        return tokens;
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void ReadWord()
    {
        var span = Take(IsWordCharacter);
        tokens.Add(new Token(Keywords.KindOf(text.AsSpan(span.Offset, span.Length)), span));
    }

    private void ReadNumber()
    {
        var span = Take(IsWordCharacter);
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            position++;
            span = span.To(Take(IsWordCharacter));
        }
        var problem = Numerals.TryRead(text.AsSpan(span.Offset, span.Length), out var value);
        if (problem is not null)
        {
            errors.Add(span, ExpressionErrorCodes.BadNumber, $"'{span.In(text)}' {problem}",
                "write a decimal number, 0x and hexadecimal digits, or 0b and binary digits");
        }
        tokens.Add(new Token(TokenKind.Number, span, value));
    }

    private void ReadSign()
    {
        var sign = Signs.Match(text.AsSpan(position));
        if (sign is null)
        {
            ReadUnknown();
            return;
        }
        var span = new TextSpan(position, sign.Text.Length);
        position = span.End;
        if (sign.Cure is not null)
            errors.Add(span, ExpressionErrorCodes.ForeignOperator, $"'{sign.Text}' is not an operator here", sign.Cure);
        tokens.Add(new Token(sign.Kind, span));
    }

    private void ReadUnknown()
    {
        var span = Take(c => !char.IsWhiteSpace(c) && !IsWordCharacter(c) && Signs.Match([c]) is null);
        // A letter outside ASCII may look like one of ours, and a control character like nothing: their numbers tell.
        Rune.DecodeFromUtf16(text.AsSpan(span.Offset), out var first, out _);
        var shown = first.Value is > ' ' and <= '~' ? $"'{span.In(text)}'" : $"the character U+{first.Value:X4}";
        errors.Add(span, ExpressionErrorCodes.UnknownCharacter, $"{shown} means nothing in an expression", "remove it");
    }

    private TextSpan Take(Func<char, bool> belongs)
    {
        var start = position;
        do
            position++;
        while (position < text.Length && belongs(text[position]));
        return new TextSpan(start, position - start);
    }

    private char Peek(int distance) => position + distance < text.Length ? text[position + distance] : '\0';
}

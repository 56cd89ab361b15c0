using YamlDotNet.Core;

namespace Dmm.Modeling.Yaml;

/// <summary>Finds the true place of a mistake that YamlDotNet reports at the wrong one, or at none.</summary>
internal static class SyntaxFault
{
    /// <summary>The index of the first character that no text file should hold, or null.</summary>
    public static int? FindBadCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '\uFFFD' or '\uFEFF' or '\u007F' or (< ' ' and not ('\t' or '\n' or '\r')))
                return i;
        return null;
    }

    /// <summary>Line and column of an index.</summary>
    public static Location LocationOf(string file, string text, int index)
    {
        var before = text.AsSpan(0, index);
        var lineStart = before.LastIndexOf('\n') + 1;
        return new Location(file, before.Count('\n') + 1, index - lineStart + 1);
    }

    /// <summary>What went wrong when the parser threw.</summary>
    public static Diagnostic Diagnose(string file, string text, Exception fault)
    {
        if (FindUnclosed(text) is { } open)
            return new Diagnostic(Severity.Error, DiagnosticCodes.Unclosed, LocationOf(file, text, open),
                $"this '{text[open]}' is never closed", Cure: "close it, or put the text into quotes if the bracket is part of it");
        if (FindTab(text) is { } tab)
            return new Diagnostic(Severity.Error, DiagnosticCodes.Tab, LocationOf(file, text, tab),
                "a tab indents this line", Cure: "YAML wants spaces; two for each level");
        var place = fault is YamlException { Start.Line: > 0 } yaml ? Within(yaml.Start, LocationOf(file, text, text.Length)) : new Location(file, 1, 1);
        return new Diagnostic(Severity.Error, DiagnosticCodes.NotYaml, place, $"not YAML: {Plain(fault.Message)}",
            Cure: "compare the indentation with the lines above; put text with ': ' or ' #' into quotes");
    }

    /// <summary>The place of a mark, or the end of the text when it lies behind it, as marks at the end of a file may.</summary>
    public static Location Within(Mark mark, Location end) =>
        mark.Line < end.Line || (mark.Line == end.Line && mark.Column <= end.Column)
            ? end with { Line = (int)mark.Line, Column = (int)mark.Column } : end;

    private static int? FindTab(string text)
    {
        for (var lineStart = 0; lineStart < text.Length;)
        {
            var i = lineStart;
            while (i < text.Length && text[i] == ' ')
                i++;
            if (i < text.Length && text[i] == '\t')
                return i;
            var end = text.IndexOf('\n', i);
            lineStart = end < 0 ? text.Length : end + 1;
        }
        return null;
    }

    /// <summary>The innermost bracket or quote that is still open at the end of the text, or closed by the wrong one.</summary>
    private static int? FindUnclosed(string text)
    {
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '#' when i == 0 || char.IsWhiteSpace(text[i - 1]):
                    i = EndOfLine(text, i);
                    break;
                case '"' or '\'' when BeginsScalar(text, i):
                    var close = EndOfQuote(text, i);
                    if (close < 0)
                        return i;
                    i = close;
                    break;
                case '[' or '{' when open.Count > 0 || BeginsScalar(text, i):
                    open.Push(i);
                    break;
                case ']' or '}' when open.Count > 0:
                    if (text[open.Peek()] == '[' != (text[i] == ']'))
                        return open.Peek();
                    open.Pop();
                    break;
            }
        }
        return open.Count > 0 ? open.Peek() : null;
    }

    private static int EndOfLine(string text, int from) =>
        text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    private static int EndOfQuote(string text, int from)
    {
        var quote = text[from];
        for (var i = from + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '"')
                i++;
            else if (text[i] == quote)
                return i;
        }
        return -1;
    }

    // Inside a plain scalar quotes and brackets are ordinary characters.
    private static bool BeginsScalar(string text, int i)
    {
        do i--;
        while (i >= 0 && text[i] == ' ');
        if (i < 0 || text[i] is '\n' or ':' or ',' or '[' or '{' or '-' or '?')
            return true;
        // An anchor or a tag may stand between.
        var word = i;
        while (word > 0 && !char.IsWhiteSpace(text[word - 1]))
            word--;
        return text[word] is '&' or '!' && BeginsScalar(text, word);
    }

    private static string Plain(string message)
    {
        // The library's message may begin with its own position, which stands in front of ours already.
        var colon = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var plain = (colon < 0 ? message : message[(colon + 3)..]).ReplaceLineEndings(" ").TrimEnd('.');
        return plain.Length == 0 ? plain : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}

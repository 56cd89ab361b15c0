namespace Dmm.Modeling.Yaml;

/// <summary>Finds the bracket or quote that is never closed.</summary>
/// <remarks>
/// It begins at a bracket that the parser has entered, so it knows to be inside brackets, and it ends where a line is indented
/// no more than the one with that bracket: what stands there belongs to the model again, and what is open then was forgotten.
/// </remarks>
internal static class BracketScan
{
    /// <summary>The index of the innermost bracket or quote that is open at the end or closed by the wrong bracket; null if all are closed.</summary>
    /// <param name="source">The file.</param>
    /// <param name="from">The outermost bracket.</param>
    /// <param name="isRoot">Whether the whole file stands in it, so that indentation means nothing.</param>
    public static int? FindUnclosed(SourceText source, int from, bool isRoot)
    {
        var text = source.Text;
        var open = new Stack<int>();
        var line = source.StartOfLine(from);
        var indent = isRoot ? -1 : source.FirstInLine(line) - line;
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[' or '{':
                    open.Push(i);
                    break;
                case ']' or '}' when text[open.Peek()] == '[' != (text[i] == ']'):
                    return open.Peek();
                case ']' or '}':
                    open.Pop();
                    break;
                case '"' or '\'' when BeginsValue(text, i):
                    var close = EndOfQuote(text, i);
                    if (close < 0)
                        return i;
                    i = close;
                    break;
                case '#' when char.IsWhiteSpace(text[i - 1]):
                    i = source.EndOfLine(i) - 1;
                    break;
                case '\n' or '\r' when IsOutside(source, i + 1, indent):
                    return open.Peek();
            }
            if (open.Count == 0)
                return null;
        }
        return open.Peek();
    }

    /// <summary>The index of the quote that closes one, or -1.</summary>
    public static int EndOfQuote(string text, int from)
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

    private static bool IsOutside(SourceText source, int lineStart, int indent)
    {
        var first = source.FirstInLine(lineStart);
        return first - lineStart <= indent && !source.IsBlankFrom(first) && source.Text[first] is not (']' or '}' or ',');
    }

    // Elsewhere a quote is an ordinary character: the driver's own.
    private static bool BeginsValue(string text, int i)
    {
        do
            i--;
        while (char.IsWhiteSpace(text[i]));
        return text[i] is '[' or '{' or ',' or ':' or '?';
    }
}

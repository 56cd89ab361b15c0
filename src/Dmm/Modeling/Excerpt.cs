namespace Dmm.Modeling;

/// <summary>A piece of an author's text, fit for a message: on one line, without what a terminal would obey, and not too long.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>The beginning of a text.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Longest)
            return OneLine(text);
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return OneLine(text[..end]) + "...";
    }

    /// <summary>The whole text with a space for every control character and line separator.</summary>
    public static string OneLine(string text) =>
        text.Any(IsUnprintable) ? string.Concat(text.Select(c => IsUnprintable(c) ? ' ' : c)) : text;

    private static bool IsUnprintable(char c) => char.IsControl(c) || c is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}

using System.Text;

namespace Dmm.Tracing;

/// <summary>
/// Text from outside, fit for a terminal and a line: control characters could be sequences that a terminal obeys, and those of
/// bidirectional text (Unicode, UAX 9) show a line in another order than it is written.
/// </summary>
internal static class PrintableText
{
    private static bool IsControl(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return string.Create(text.Length, text, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = IsControl(from[i]) ? '.' : from[i];
        });
    }
}

using System.Text;

namespace Dmm.Tracing;

/// <summary>Text from outside, fit for a terminal and a line: control characters could be sequences that a terminal obeys.</summary>
internal static class PrintableText
{
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return string.Create(text.Length, text, static (shown, from) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = char.IsControl(from[i]) ? '.' : from[i];
        });
    }
}

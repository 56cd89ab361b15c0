using System.Buffers.Text;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qtest;

/// <summary>A number as C's <c>strtoul</c> with base 0 reads it, which is how qtest reads those of its commands.</summary>
internal static class QtestNumber
{
    private const int MostOctalDigits = 21;

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        if (text.StartsWith("0x"u8) || text.StartsWith("0X"u8))
        {
            var tokens = new TokenScanner(text[2..]);
            return tokens.Hex(out value) && tokens.AtEnd;
        }

        if (text.Length < 2 || text[0] != '0')
            return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7' || text.Length > MostOctalDigits)
                return false;
            value = value << 3 | (uint)(digit - '0');
        }

        return true;
    }
}

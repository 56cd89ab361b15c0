using System.Globalization;

namespace Dmm.Expressions.Syntax;

/// <summary>Numbers: decimal, <c>0x</c>, <c>0b</c>. A leading 0 is refused, because C reads it as octal and people do not.</summary>
internal static class Numerals
{
    /// <summary>Null, or what is wrong with the number, to be put behind it.</summary>
    public static string? TryRead(ReadOnlySpan<char> digits, out ulong value)
    {
        var style = digits.StartsWith("0x", StringComparison.Ordinal) ? NumberStyles.AllowHexSpecifier
            : digits.StartsWith("0b", StringComparison.Ordinal) ? NumberStyles.AllowBinarySpecifier
            : NumberStyles.None;
        var body = style == NumberStyles.None ? digits : digits[2..];
        if (ulong.TryParse(body, style, CultureInfo.InvariantCulture, out value))
        {
            if (style != NumberStyles.None || digits.Length == 1 || digits[0] != '0')
                return null;
            value = 0;
            return "begins with a 0, which some read as octal";
        }
        return IsAllDigits(body, style) ? "does not fit into 64 bits" : "is not a number";
    }

    private static bool IsAllDigits(ReadOnlySpan<char> body, NumberStyles style)
    {
        foreach (var c in body)
        {
            var isDigit = style switch
            {
                NumberStyles.AllowHexSpecifier => char.IsAsciiHexDigit(c),
                NumberStyles.AllowBinarySpecifier => c is '0' or '1',
                _ => char.IsAsciiDigit(c),
            };
            if (!isDigit)
                return false;
        }
        return !body.IsEmpty;
    }
}

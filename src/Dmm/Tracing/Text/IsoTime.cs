using System.Buffers;

namespace Dmm.Tracing.Text;

/// <summary>A date and time by ISO 8601, as newer QEMUs stamp their messages: <c>2026-01-02T03:04:05.000001Z</c>.</summary>
/// <remarks>
/// GLib prints no fraction when it is zero, <c>Z</c> for UTC and <c>+01</c> or <c>+01:00</c> for other zones. A space in place of the
/// <c>T</c>, a comma in place of the point, and no zone at all are what other tools make of it.
/// </remarks>
internal static class IsoTime
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const long MicrosecondsOfSecond = 1_000_000;
    private const long MicrosecondsOfMinute = 60 * MicrosecondsOfSecond;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("0123456789-+T:.Z"u8);

    /// <summary>Reads a time at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeUs">Microseconds since the year 0, in UTC.</param>
    /// <returns>The length of the time with its zone; 0 when there is none.</returns>
    public static int Parse(ReadOnlySpan<byte> text, out long timeUs)
    {
        timeUs = 0;
        if (text.Length < SecondsLength || text[4] != '-' || text[7] != '-' || text[DateLength] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[13] != ':' || text[16] != ':'
            || !Number(text, 0, 4, 9999, out var year) || !Number(text, 5, 2, 12, out var month) || !Number(text, 8, 2, 31, out var day)
            || !Number(text, 11, 2, 24, out var hour) || !Number(text, 14, 2, 59, out var minute) || !Number(text, 17, 2, 60, out var second))
            return 0;
        timeUs = (((Days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * MicrosecondsOfSecond;
        var at = Fraction(text, SecondsLength, ref timeUs);
        return Zone(text, at, ref timeUs);
    }

    /// <summary>Whether a whole text could be the beginning of a time: so a line begins that was cut in it.</summary>
    public static bool IsCut(ReadOnlySpan<byte> text) =>
        text.Length > 4 && text[4] == '-' && !text[..4].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && !text.ContainsAnyExcept(Letters);

    private static int Fraction(ReadOnlySpan<byte> text, int at, ref long timeUs)
    {
        if (at >= text.Length || text[at] is not ((byte)'.' or (byte)','))
            return at;
        var unit = MicrosecondsOfSecond;
        for (at++; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
        {
            unit /= 10;
            timeUs += unit * (text[at] - '0');
        }

        return at;
    }

    private static int Zone(ReadOnlySpan<byte> text, int at, ref long timeUs)
    {
        if (at >= text.Length || text[at] is (byte)'Z' or (byte)'z')
            return Math.Min(at + 1, text.Length);
        if (text[at] is not ((byte)'+' or (byte)'-') || !Number(text, at + 1, 2, 23, out var hours))
            return at;
        var end = at + 3;
        var digits = end < text.Length && text[end] == ':' ? end + 1 : end;
        if (Number(text, digits, 2, 59, out var minutes))
            end = digits + 2;
        var offsetUs = (hours * 60 + minutes) * MicrosecondsOfMinute;
        timeUs -= text[at] == '+' ? offsetUs : -offsetUs;
        return end;
    }

    private static bool Number(ReadOnlySpan<byte> text, int at, int digits, int most, out long number)
    {
        number = 0;
        if (at + digits > text.Length)
            return false;
        foreach (var digit in text.Slice(at, digits))
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            number = number * 10 + (digit - '0');
        }

        return number <= most;
    }

    // Days of the Gregorian calendar, counted in years that begin in March, so that the leap day is the last.
    private static long Days(long year, long month, long day)
    {
        if (month < 3)
            (year, month) = (year - 1, month + 12);
        return year * 365 + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day;
    }
}

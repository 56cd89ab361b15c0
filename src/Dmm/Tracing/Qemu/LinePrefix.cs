using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>
/// What QEMU prints before an event's name under <c>-msg timestamp=on</c>: <c>TID@SECONDS.MICROSECONDS:</c>, six digits
/// after the point. Some builds print the process instead of the thread; the number is not used.
/// </summary>
/// <remarks>
/// Newer versions stamp a line as all messages of QEMU: a time by ISO 8601, then, where they are asked for, the name of the guest or
/// the program with its process and thread, in brackets or before a colon: <c>2026-01-02T03:04:05.000001Z qemu-system-x86_64(12:main): </c>.
/// </remarks>
internal static class LinePrefix
{
    /// <summary>The time of a line that has none.</summary>
    public const long NoTime = long.MinValue;

    /// <summary>How to record that lines have times.</summary>
    public const string HowToHaveTimes = "with QEMU, record with -msg timestamp=on to have them";

    // Twelve digits of seconds are 30,000 years, and in microseconds they still fit a long.
    private const int MostSecondDigits = 12;

    /// <summary>The length of the prefix; 0 when the event's name begins the line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="timeUs">Microseconds since some moment that is the same for all lines, or <see cref="NoTime"/>.</param>
    public static int Parse(ReadOnlySpan<byte> line, out long timeUs)
    {
        if (TryParseThread(line, out timeUs, out var length))
            return length;
        timeUs = NoTime;
        return line.IsEmpty || (IsName(line[0]) && !line.StartsWith("qemu"u8)) ? 0 : ParseMessage(line, out timeUs);
    }

    /// <summary>Whether a whole line could be the beginning of a prefix.</summary>
    public static bool IsCut(ReadOnlySpan<byte> line)
    {
        var at = SkipDigits(line, 0);
        if (at == 0 || at == line.Length || line[at] != '@')
            return (at > 0 && at == line.Length) || IsoTime.IsCut(line);
        at = SkipDigits(line, at + 1);
        if (at == line.Length || line[at] != '.')
            return at == line.Length;
        return SkipDigits(line, at + 1) == line.Length && line.Length - at <= 7;
    }

    private static bool TryParseThread(ReadOnlySpan<byte> line, out long timeUs, out int length)
    {
        timeUs = 0;
        length = SkipDigits(line, 0);
        if (length == 0 || length >= line.Length || line[length] != '@')
            return false;
        var second = ++length;
        for (; (uint)length < (uint)line.Length && (uint)(line[length] - '0') <= 9; length++)
            timeUs = timeUs * 10 + (line[length] - '0');
        if (length == second || length - second > MostSecondDigits || line.Length - length < 8)
            return false;
        var fraction = line.Slice(length, 8);
        if (fraction[0] != '.' || fraction[7] != ':' || SkipDigits(fraction, 1) != 7)
            return false;
        foreach (var digit in fraction[1..7])
            timeUs = timeUs * 10 + (digit - '0');
        length += 8;
        return true;
    }

    // In brackets there can be a thread before the time and after it.
    private static int ParseMessage(ReadOnlySpan<byte> line, out long timeUs)
    {
        var at = SkipBrackets(line, 0);
        if (at > 0 && TryParseThread(line[at..], out timeUs, out var length))
            return at + length;
        length = IsoTime.Parse(line[at..], out timeUs);
        if (length == 0)
        {
            timeUs = NoTime;
            return SkipProgram(line, at);
        }

        at += length;
        if (at < line.Length && line[at] == ':')
            at++;
        if (at < line.Length && line[at] != ' ')
            return 0;
        return SkipProgram(line, SkipBrackets(line, SkipSpaces(line, at)));
    }

    // "[1234] ", "[1234:CPU 0/KVM] ".
    private static int SkipBrackets(ReadOnlySpan<byte> line, int at)
    {
        if (at >= line.Length || line[at] != '[')
            return at;
        var end = line[at..].IndexOf("] "u8);
        return end < 0 ? at : SkipSpaces(line, at + end + 1);
    }

    // "guest qemu-system-x86_64(1234:main): ": whatever ends with a colon before the name of an event, which has none.
    private static int SkipProgram(ReadOnlySpan<byte> line, int at)
    {
        var end = line[at..].IndexOf(": "u8);
        return end >= 0 && EventNames.BeginsEvent(line[(at + end + 2)..]) && !EventNames.BeginsEvent(line[at..]) ? at + end + 2 : at;
    }

    private static bool IsName(byte letter) => letter is >= (byte)'a' and <= (byte)'z';

    private static int SkipSpaces(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
            at++;
        return at;
    }
}

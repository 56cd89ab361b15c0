namespace Dmm.Tracing.Qemu;

/// <summary>
/// What QEMU prints before an event's name under <c>-msg timestamp=on</c>: <c>TID@SECONDS.MICROSECONDS:</c>, six digits
/// after the point. Some builds print the process instead of the thread; the number is not used.
/// </summary>
internal static class LinePrefix
{
    // Twelve digits of seconds are 30,000 years, and in microseconds they still fit a long.
    private const int MostSecondDigits = 12;

    /// <summary>Reads the prefix. False when the line has none; then the event's name begins the line.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out long timeUs, out int length)
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

    /// <summary>Whether a whole line could be the beginning of a prefix.</summary>
    public static bool IsCut(ReadOnlySpan<byte> line)
    {
        var at = SkipDigits(line, 0);
        if (at == 0 || at == line.Length || line[at] != '@')
            return at > 0 && at == line.Length;
        at = SkipDigits(line, at + 1);
        if (at == line.Length || line[at] != '.')
            return at == line.Length;
        return SkipDigits(line, at + 1) == line.Length && line.Length - at <= 7;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
            at++;
        return at;
    }
}

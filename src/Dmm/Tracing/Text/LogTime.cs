namespace Dmm.Tracing.Text;

/// <summary>Seconds with a fraction, as Linux' tracers and qtest print times: <c>1466862.728737</c>.</summary>
internal static class LogTime
{
    // Twelve digits of seconds are 30,000 years, and in microseconds they still fit a long.
    private const int MostSecondDigits = 12;
    private const int MostFractionDigits = 9;
    private const int MicrosecondDigits = 6;

    /// <summary>Reads a time that is the whole of a text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long timeUs)
    {
        timeUs = 0;
        var point = text.IndexOf((byte)'.');
        var fraction = text[(point + 1)..];
        if (point is < 1 or > MostSecondDigits || fraction.Length is < 1 or > MostFractionDigits)
            return false;
        foreach (var digit in text[..point])
        {
            if (!Append(ref timeUs, digit))
                return false;
        }

        for (var i = 0; i < Math.Max(fraction.Length, MicrosecondDigits); i++)
        {
            var digit = i < fraction.Length ? fraction[i] : (byte)'0';
            if (!char.IsAsciiDigit((char)digit))
                return false;
            if (i < MicrosecondDigits)
                Append(ref timeUs, digit);
        }

        return true;
    }

    private static bool Append(ref long number, byte digit)
    {
        number = number * 10 + (digit - '0');
        return char.IsAsciiDigit((char)digit);
    }
}

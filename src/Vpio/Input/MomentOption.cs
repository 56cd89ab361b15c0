using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dmm.Replaying.Decoding;

namespace Vpio.Input;

/// <summary><c>--from 389</c>, an event, or <c>--from 12.5ms</c>, a time.</summary>
internal static class MomentOption
{
    /// <summary>A new option.</summary>
    public static Option<RecordingPosition?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(name, result),
    };

    /// <summary>Milliseconds as microseconds; null for what is no time, or one beyond every recording.</summary>
    public static long? ParseMilliseconds(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= 1e12m
            ? (long)(milliseconds * 1000) : null;

    private static RecordingPosition? Parse(string name, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return new RecordingPosition(number, 0);
        if (text.EndsWith("ms", StringComparison.Ordinal) && ParseMilliseconds(text[..^2]) is { } timeUs)
            return new RecordingPosition(null, timeUs);
        result.AddError($"'{text}' is neither an event nor a time: give {name} as the number of an event, like 389, or as milliseconds, like 12.5ms.");
        return null;
    }
}

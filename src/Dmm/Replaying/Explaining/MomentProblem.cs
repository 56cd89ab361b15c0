using System.Globalization;

namespace Dmm.Replaying.Explaining;

/// <summary>What is wrong with a moment that a recording does not have, and what to ask for.</summary>
internal static class MomentProblem
{
    /// <summary>The problem, or null.</summary>
    /// <param name="target">The moment.</param>
    /// <param name="playback">Where the search for it ended.</param>
    /// <param name="isAtEnd">Whether that is the end of the recording.</param>
    public static string? Of(ExplainTarget target, Playback playback, bool isAtEnd)
    {
        if (target.Event is { } number && playback.Number < number)
            return $"there is no event {Count(number)}: the recording has {Count(playback.Number)} events, numbered from 1";
        if (target.Line is { } line && (playback.Line != line || playback.Number == 0))
            return $"no event is in line {Count(line)}: {Neighbours(playback, isAtEnd)}";
        if (target.TimeUs is { } timeUs && isAtEnd && playback.TimeUs < timeUs)
            return $"there is nothing at {Milliseconds(timeUs)}: the recording ends at {Milliseconds(playback.TimeUs)}";
        return null;
    }

    private static string Neighbours(Playback playback, bool isAtEnd)
    {
        var before = playback.Number == 0 ? "none is before it" : $"the last one before it is event {Count(playback.Number)} in line {Count(playback.Line)}";
        return isAtEnd || !playback.TryPeek(out var next, out _)
            ? $"{before}, and the recording has none behind it"
            : $"{before}, and the next one is event {Count(playback.Number + 1)} in line {Count(next)}";
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(long microseconds) => (microseconds / 1000m).ToString("F3", CultureInfo.InvariantCulture) + " ms";
}

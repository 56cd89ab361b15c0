using System.Globalization;
using System.Text;
using Dmm.Monitoring;
using Dmm.Replaying.Decoding;

namespace Vpio.Output;

/// <summary>A line of a decoded recording for people: event, time, mark, words, count, what moved.</summary>
internal sealed class DecodeText
{
    private const int WordsWidth = 44;

    /// <summary>Where a line goes on that is wider than a terminal: under its words.</summary>
    public const int Hang = 30;

    private readonly StringBuilder text = new();

    /// <summary>A line, and below it why it was denied.</summary>
    public string Of(DecodedLine line)
    {
        if (line.Kind == DecodedKind.Foreign)
            return line.Text;
        text.Clear();
        text.Append(Place(line.Event, line.TimeUs));
        var begin = text.Length;
        AppendWords(line);
        AppendMoves(line, begin);
        foreach (var reason in Reasons(line))
            text.Append('\n').Append(' ', begin).Append(reason).Append(line.IsAfterGap ? " (after a gap in the recording)" : "");
        return text.ToString();
    }

    /// <summary>The columns of the event and its time.</summary>
    public static string Place(long number, long timeUs) => string.Create(CultureInfo.InvariantCulture, $"{number,8} {Milliseconds(timeUs),13} ms  ");

    /// <summary>What was seen, in one line.</summary>
    public static string Summary(DecodeTally tally, long foreignLines)
    {
        var parts = new List<string>
        {
            $"{Figures.Count(tally.Accesses)} accesses", $"{Figures.Count(tally.Hooked)} hooked (*)", $"{Figures.Count(tally.Denied)} denied (!)",
            $"{Figures.Count(tally.Interrupts)} interrupts",
        };
        if (tally.Gaps > 0)
            parts.Add($"{Figures.Count(tally.Gaps)} {(tally.Gaps == 1 ? "gap" : "gaps")}");
        if (foreignLines > 0)
            parts.Add($"{Figures.Count(foreignLines)} foreign lines not shown");
        return string.Join(", ", parts);
    }

    /// <summary>Milliseconds with microseconds after the point.</summary>
    public static string Milliseconds(long microseconds) => (microseconds / 1000m).ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>What stands before an access: whether it is hooked, or denied.</summary>
    public static char Mark(Verdict verdict) => verdict.Kind switch { VerdictKind.Denied => '!', VerdictKind.Allowed => '*', _ => ' ' };

    private void AppendWords(DecodedLine line)
    {
        text.Append(line.Kind == DecodedKind.Access ? Mark(line.Verdict) : line.Kind == DecodedKind.Gap ? '!' : ' ').Append(line.Text);
        if (line.Kind == DecodedKind.Again)
            text.Append(CultureInfo.InvariantCulture, $", {Figures.Count(line.Count)} {(line.Count == 1 ? "time" : "times")}, up to event {line.LastEvent}");
        else if (line.Count > 1)
            text.Append(" x").Append(Figures.Count(line.Count));
        if (line.IsStream && line.Count > 1)
            text.Append("  ").Append(Figures.Count(line.Bytes)).Append(" bytes");
    }

    private void AppendMoves(DecodedLine line, int begin)
    {
        if (line.Moves.Count == 0 && !line.Resets)
            return;
        text.Append(' ', Math.Max(2, WordsWidth - (text.Length - begin)));
        text.AppendJoin("; ", line.Resets ? line.Moves.Select(move => move.ToString()).Prepend("resets the device") : line.Moves.Select(move => move.ToString()));
    }

    private static IEnumerable<string> Reasons(DecodedLine line) => line.Verdict.Denial switch
    {
        DenialKind.None => [],
        DenialKind.Check => Failure.Lines(line.Failures).Select(failure => $"denied: {failure}"),
        _ => [$"denied: {line.Unlisted}"],
    };
}

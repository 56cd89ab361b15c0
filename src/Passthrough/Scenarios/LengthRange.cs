using Dmm.Modeling;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;
using Passthrough.Peers;

namespace Passthrough.Scenarios;

/// <summary>The lengths of frames: one, or a range of such with both ends.</summary>
internal static class LengthRange
{
    /// <summary>Reads what a shape and <see cref="Check"/> have let through; all lengths that there are when nothing is said.</summary>
    public static (int Least, int Most) Read(string? text) =>
        text is not null && TryRead(text, out var least, out var most) ? ((int)least, (int)most) : (WorkloadFrame.LeastBytes, WorkloadFrame.MostBytes);

    /// <summary>Reports a range that is none.</summary>
    public static void Check(YamlScalar bytes, Report report)
    {
        if (!TryRead(bytes.Text, out var least, out var most))
            return; // its shape is wrong, and has been reported
        var isBeyond = least < WorkloadFrame.LeastBytes || most > WorkloadFrame.MostBytes;
        if (isBeyond || least > most)
            report.Error(ScenarioCodes.Range, bytes, $"'{Excerpt.Of(bytes.Text)}' is {(least > most ? "backwards" : $"not within {WorkloadFrame.LeastBytes}..{WorkloadFrame.MostBytes}, the lengths that Ethernet carries")}",
                $"write the shortest first, and at least {WorkloadFrame.LeastBytes} and at most {WorkloadFrame.MostBytes}");
    }

    private static bool TryRead(string text, out ulong least, out ulong most)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        most = 0;
        return dots < 0
            ? Numbers.TryParse(text, out least) && (most = least) == least
            : Numbers.TryParse(text.AsSpan(0, dots), out least) & Numbers.TryParse(text.AsSpan(dots + 2), out most);
    }
}

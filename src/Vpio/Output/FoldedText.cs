using System.Globalization;

namespace Vpio.Output;

/// <summary>Text for people on standard output: no line is wider than the terminal, and a long one goes on under what it says.</summary>
/// <remarks>
/// The width is that of the terminal, and 80 columns where the output goes elsewhere; the environment variable COLUMNS says otherwise. A word that is
/// wider than a line, as a path can be, stays whole.
/// </remarks>
internal static class FoldedText
{
    private const int Usual = 80, Least = 40, FurtherIn = 4;

    /// <summary>Labels after which text goes on lie further left than this.</summary>
    private const int WidestLabel = 16;

    /// <summary>Columns of a line.</summary>
    public static int Width => Math.Max(Least, Given ?? Terminal ?? Usual);

    private static int? Given => int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns : null;

    private static int? Terminal
    {
        get
        {
            try
            {
                return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Prints an empty line.</summary>
    public static void WriteLine() => Console.Out.WriteLine();

    /// <summary>Prints a text of one line or several.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hang">Where its lines go on; by what stands in them when left out.</param>
    public static void WriteLine(string text, int? hang = null)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            foreach (var folded in Fold(line, hang ?? HangOf(line), Width))
                Console.Out.WriteLine(folded);
    }

    /// <summary>Folds a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="hang">Where it goes on.</param>
    /// <param name="width">How wide it may be.</param>
    public static IEnumerable<string> Fold(string line, int hang, int width)
    {
        var first = line.Length - line.AsSpan().TrimStart(' ').Length;
        while (line.Length > width && BreakOf(line, Math.Max(first, 1), width) is var at and > 0)
        {
            yield return line[..at].TrimEnd(' ');
            line = new string(' ', hang) + line[at..].TrimStart(' ');
            first = hang;
        }
        yield return line;
    }

    /// <summary>Under what a line goes on: what stands behind its label (<c>Reusable    yes</c>, <c>note: the</c>), else a little further in than it begins.</summary>
    public static int HangOf(string line)
    {
        var first = line.Length - line.AsSpan().TrimStart(' ').Length;
        var gap = line.IndexOf("  ", first, StringComparison.Ordinal);
        if (first == 0 && gap is > 0 and < WidestLabel)
            return gap + (line.Length - gap - line.AsSpan(gap).TrimStart(' ').Length);
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return first == 0 && colon is > 0 and < WidestLabel && !line.AsSpan(0, colon).Contains(' ') ? colon + 2 : first + FurtherIn;
    }

    /// <summary>Where a line is broken: after an item of a list, if that leaves no short line, else between words; 0 for nowhere.</summary>
    private static int BreakOf(string line, int first, int width)
    {
        var item = Math.Max(line.LastIndexOf(", ", width, StringComparison.Ordinal), line.LastIndexOf("; ", width, StringComparison.Ordinal)) + 2;
        if (item <= width && item > first + (width - first) * 2 / 3)
            return item;
        var space = line.LastIndexOf(' ', width);
        if (space > 0 && space + 1 < line.Length && line[space + 1] == '%')
            space = line.LastIndexOf(' ', space - 1); // 5 % is one word
        if (space <= first || string.IsNullOrWhiteSpace(line[first..space]))
            space = line.IndexOf(' ', Math.Min(width, line.Length));
        return Math.Max(space, 0);
    }
}

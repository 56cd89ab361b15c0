using Dmm.Analysis.Coverage;
using Dmm.Modeling.Model;

namespace Vpio.Output;

/// <summary>Coverage for people: a table of shares, then what is missing and how to get it.</summary>
internal static class CoverageText
{
    /// <summary>More recordings than these are counted and not named.</summary>
    private const int NamedRecordings = 4;

    public static void Print(CoverageReport report, IReadOnlyList<string> recordings, bool summary, bool all)
    {
        FoldedText.WriteLine($"Coverage of {report.Model.Name} ({report.Model.Title}), variant {report.Model.Variant}");
        FoldedText.WriteLine($"by {(recordings.Count > NamedRecordings ? $"{Figures.Count(recordings.Count)} recordings" : string.Join(", ", recordings))}: {Figures.Count(report.Accesses)} accesses");
        FoldedText.WriteLine();
        PrintShares(report);
        if (report.ProbedRules.Count > 0)
            FoldedText.WriteLine($"not counted, since no access shows all that they wait for, and a live monitor probes it: {string.Join(", ", report.ProbedRules.Select(Words))}");
        if (summary)
            return;
        foreach (var kind in Enum.GetValues<CoverageKind>())
            PrintItems(Title(kind), report.Items.Where(item => item.Kind == kind).ToList(), all);
    }

    /// <summary>A kind in words: <c>guard outcomes</c>.</summary>
    public static string Words(CoverageKind kind) => kind switch
    {
        CoverageKind.State => "states",
        CoverageKind.Transition => "transitions",
        CoverageKind.Guard => "guard outcomes",
        CoverageKind.Check => "check outcomes",
        CoverageKind.Condition => "condition outcomes",
        _ => "register accesses",
    };

    /// <summary>A rule by what it waits for, and where it stands.</summary>
    public static string Words(RuleInfo rule) => $"{string.Join(", ", rule.On)} ({rule.Location.File}:{rule.Location.Line})";

    private static string Title(CoverageKind kind) => char.ToUpperInvariant(Words(kind)[0]) + Words(kind)[1..];

    private static void PrintShares(CoverageReport report)
    {
        var table = new TextTable("what", "covered", "of", "share") { Right = [1, 2, 3] };
        foreach (var kind in Enum.GetValues<CoverageKind>())
        {
            var (covered, of) = report.Of(kind);
            table.Add(Words(kind), Figures.Count(covered), Figures.Count(of), Figures.Percent(covered, of));
        }
        table.Print();
    }

    private static void PrintItems(string title, List<CoverageItem> items, bool all)
    {
        if (all && items.Count > 0)
        {
            FoldedText.WriteLine();
            FoldedText.WriteLine(title);
            var table = new TextTable("what", "outcome", "times", "model") { Right = [2] };
            foreach (var item in items)
                table.Add(item.Name, item.Outcome, Figures.Count(item.Count), Place(item));
            table.Print();
        }
        var missing = items.Where(item => !item.IsCovered).ToList();
        if (missing.Count == 0)
            return;
        FoldedText.WriteLine();
        FoldedText.WriteLine($"{title} that no recording covers, and what one must hold for it");
        foreach (var item in missing)
        {
            FoldedText.WriteLine($"  {item.Name}: never {item.Outcome} ({Place(item)})");
            FoldedText.WriteLine($"    {item.Needs}");
        }
    }

    private static string Place(CoverageItem item) => $"{item.Location.File}:{item.Location.Line}";
}

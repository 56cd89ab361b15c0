using Vpio.Output;

namespace Vpio.Corpora;

/// <summary>Many recordings for people: the worst first, and a summary.</summary>
internal static class CorpusText
{
    public static void Print(IEnumerable<CorpusRow> rows, CorpusTotals totals)
    {
        var table = new TextTable("verdict", "accesses", "hooked", "denied", "holes", "recording") { Right = [1, 2, 3, 4] };
        var unusable = new List<CorpusRow>();
        foreach (var row in rows.OrderBy(row => row.Rank).ThenByDescending(row => row.Denied + row.Holes).ThenBy(row => row.Recording, StringComparer.Ordinal))
        {
            table.Add(row.Verdict, Figures.Count(row.Accesses), Figures.Percent(row.Hooked, row.Accesses), Count(row.Denied), Count(row.Holes), row.Recording);
            if (row.Why is not null)
                unusable.Add(row);
        }
        table.Print();
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{Figures.Count(totals.Recordings)} recordings: {string.Join(", ", CorpusRow.Verdicts.Where(verdict => totals.CountOf(verdict) > 0).Select(verdict => $"{Figures.Count(totals.CountOf(verdict))} {verdict}"))}");
        Console.Out.WriteLine($"{Figures.Count(totals.Accesses)} accesses, {Figures.Percent(totals.Hooked, totals.Accesses)} hooked, {Figures.Count(totals.Denied)} denied; {Figures.Count(totals.Dmas)} DMAs, {Figures.Count(totals.Holes)} of them holes");
        foreach (var row in unusable)
            Console.Out.WriteLine($"unusable: {row.Why}");
    }

    private static string Count(long count) => count == 0 ? "-" : Figures.Count(count);
}

using System.Globalization;
using Passthrough.Costs;

namespace Vpio.Output;

/// <summary>The cost table for people.</summary>
internal static class CostText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static void Print(CostReport report)
    {
        var clock = report.Processor;
        var cycles = clock.MHz is { } megahertz ? string.Create(Plain, $"{megahertz:N1} million cycles/s ({clock.Source})") : $"no cycles: {clock.Source}";
        FoldedText.WriteLine($"Costs of sharing {report.Model} on {report.Machine}: {(clock.Name.Length > 0 ? clock.Name : "unnamed processor")}, {Environment.ProcessorCount} of them");
        FoldedText.WriteLine(cycles);
        if (clock.IsVirtual)
            FoldedText.WriteLine("the machine is virtual itself: an exit of a KVM guest goes through two hypervisors");
        foreach (var part in report.Parts)
            Print(part, clock);
        if (report.Comparisons.Count > 0)
            PrintComparisons(report);
        FoldedText.WriteLine();
        FoldedText.WriteLine(string.Create(Plain, $"measured in {report.Elapsed.TotalSeconds:F1} s"));
    }

    private static void Print(CostPart part, ProcessorClock clock)
    {
        FoldedText.WriteLine();
        FoldedText.WriteLine($"{part.Name}: {part.Title}");
        if (part.Rows.Count > 0)
        {
            var table = new TextTable("what", "min ns", "median ns", "min cycles", "median cycles", "ratio", "accesses", "device ns") { Right = [1, 2, 3, 4, 5, 6, 7] };
            foreach (var row in part.Rows)
                table.Add(row.Title, Number(row.Sample.MinNs), Number(row.Sample.MedianNs), Number(clock.Cycles(row.Sample.MinNs)), Number(clock.Cycles(row.Sample.MedianNs)),
                    Number(part.RatioOf(row)), Number(row.Accesses), Number(row.DeviceNs));
            table.Print();
        }
        foreach (var note in part.Notes)
            FoldedText.WriteLine($"  {note}");
        if (part.Problem is { } problem)
        {
            FoldedText.WriteLine($"  {(part.Rows.Count > 0 ? "not everything was measured" : "not measured")}: {problem}");
            FoldedText.WriteLine($"  then: {part.Command}");
        }
    }

    private static void PrintComparisons(CostReport report)
    {
        FoldedText.WriteLine();
        FoldedText.WriteLine("side by side, by medians");
        var table = new TextTable("first / second", "ratio") { Right = [1] };
        foreach (var comparison in report.Comparisons)
            table.Add(comparison.Text, Number(comparison.Ratio));
        table.Print();
    }

    /// <summary>Three digits of small numbers, whole larger ones.</summary>
    private static string Number(double? value) => value switch
    {
        null => "-",
        < 10 => value.Value.ToString("F2", Plain),
        < 100 => value.Value.ToString("F1", Plain),
        _ => value.Value.ToString("N0", Plain),
    };
}

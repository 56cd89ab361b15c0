using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>What a recording holds, for people.</summary>
internal static class TraceText
{
    public static void Print(TraceSummary summary, string path)
    {
        FoldedText.WriteLine($"{path}: {summary.Format}{(string.IsNullOrEmpty(summary.Source) ? "" : $", {summary.Source}")}");
        FoldedText.WriteLine($"device      {summary.Device.Id?.ToString() ?? "identity not recorded"}{(summary.Device.PciAddress is { } address ? $" at {address}" : "")}");
        foreach (var region in summary.Device.Regions)
            FoldedText.WriteLine($"region {region.Number}    {region.Space.ToString().ToLowerInvariant()} 0x{region.Base:x}, 0x{region.Size:x} bytes");
        FoldedText.WriteLine($"accesses    {Figures.Count(summary.CountOf(TraceEventKind.Read))} reads, {Figures.Count(summary.CountOf(TraceEventKind.Write))} writes");
        FoldedText.WriteLine($"interrupts  {Figures.Count(summary.InterruptRaises)} raised, {Figures.Count(summary.CountOf(TraceEventKind.InterruptMessage))} messages");
        FoldedText.WriteLine($"DMA         {Figures.Count(summary.CountOf(TraceEventKind.DmaRead))} reads of {summary.DmaReadBytes:N0} bytes, {Figures.Count(summary.CountOf(TraceEventKind.DmaWrite))} writes of {summary.DmaWrittenBytes:N0} bytes");
        FoldedText.WriteLine($"marks       {Figures.Count(summary.CountOf(TraceEventKind.Mark))}");
        FoldedText.WriteLine($"duration    {Figures.Seconds((long)Math.Min(summary.DurationUs, long.MaxValue))}");
        FoldedText.WriteLine($"skipped     {Figures.Count(summary.SkippedLines)} foreign lines");
        FoldedText.WriteLine();
        PrintAccesses(summary);
        foreach (var problem in summary.Problems)
            FoldedText.WriteLine($"damaged: line {problem.Line}: {problem.Kind}: {problem.Message}");
        if (summary.ProblemCount > summary.Problems.Count)
            FoldedText.WriteLine($"damaged: {Figures.Count(summary.ProblemCount - summary.Problems.Count)} more places");
        foreach (var note in summary.Notes)
            FoldedText.WriteLine($"note: {note}");
    }

    private static void PrintAccesses(TraceSummary summary)
    {
        const int shown = 64;
        var table = new TextTable("region", "offset", "dir", "bytes", "accesses") { Right = [3, 4] };
        foreach (var access in summary.Accesses.OrderByDescending(each => each.Count).Take(shown).OrderBy(each => (each.Region, each.Offset, each.IsWrite, each.Size)))
            table.Add($"{access.Region}", $"0x{access.Offset:x2}", access.IsWrite ? "W" : "R", $"{access.Size}", Figures.Count(access.Count));
        table.Print();
        if (summary.Accesses.Count > shown)
            FoldedText.WriteLine($"  {Figures.Count(summary.Accesses.Count - shown)} rarer ones; --json lists them");
    }
}

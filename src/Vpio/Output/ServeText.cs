using Passthrough.Serving;

namespace Vpio.Output;

/// <summary>What is served, and what came of it, for people.</summary>
internal static class ServeText
{
    /// <summary>How each guest attaches its device.</summary>
    public static void PrintOptions(ServedRun run)
    {
        var scenario = run.Scenario;
        FoldedText.WriteLine($"{scenario.Title}: model {scenario.Model.Name}, variant {scenario.Model.Variant}; device {scenario.Device.Kind}");
        foreach (var guest in run.Guests.Where(guest => guest.Plan.Boot is null))
            FoldedText.WriteLine($"\n{guest.Plan.Name} attaches the device by these options of QEMU 10.1 or newer:\n  {string.Join(' ', guest.Options.Select(Quoted))}");
        FoldedText.WriteLine();
        Console.Out.Flush();
    }

    /// <summary>What came of it.</summary>
    public static void PrintSummary(ServedRun run)
    {
        var multiplexer = run.Multiplexer;
        FoldedText.WriteLine(multiplexer.Problem is { } problem ? $"ended early: {problem}" : $"served for {MuxText.Milliseconds(multiplexer.NowNs)}");
        FoldedText.WriteLine();
        var table = new TextTable("guest", "arrivals", "turns", "share", "mean wait", "longest", "accesses", "hooked", "denied", "interrupts", "held", "dropped", "refused") { Right = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
        foreach (var guest in run.Guests)
        {
            var counts = guest.Tenant.Counts;
            table.Add(guest.Plan.Name, Figures.Count(guest.Arrivals), Figures.Count(counts.Turns), Figures.Percent(counts.OwnedNs, multiplexer.NowNs),
                MuxText.Milliseconds(counts.Turns == 0 ? 0 : counts.WaitedNs / counts.Turns), MuxText.Milliseconds(counts.LongestWaitNs),
                Figures.Count(counts.Accesses), Figures.Percent(counts.Hooked, counts.Accesses), Figures.Count(counts.Denied), Figures.Count(guest.Interrupts),
                Figures.Count(counts.FramesHeld), Figures.Count(counts.FramesDropped), Figures.Count(guest.Refusals));
        }
        table.Print();
        FoldedText.WriteLine();
        MuxText.PrintHandoffs(multiplexer, run.Scenario, multiplexer.NowNs);
        MuxText.PrintIncidents(multiplexer);
    }

    private static string Quoted(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || "-_=,./:".Contains(c, StringComparison.Ordinal)) ? word : $"'{word}'";
}

using Dmm.Monitoring;
using Dmm.Replaying;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>A replay for people.</summary>
internal static class ReplayText
{
    /// <summary>Causes of denials shown; the rest is counted, and is in the JSON.</summary>
    private const int ShownDenied = 20;

    public static void Print(ReplayReport report, string recording)
    {
        FoldedText.WriteLine($"{recording}: {Sentence(report)}");
        FoldedText.WriteLine($"model {report.Model.Name} ({report.Model.Title}), variant {report.Model.Variant}");
        FoldedText.WriteLine();
        PrintRecording(report);
        PrintMachines(report);
        PrintReusable(report);
        PrintDma(report);
        PrintHooked(report);
        PrintDenied(report);
        foreach (var line in HoleText.Lines(report))
            FoldedText.WriteLine(line);
        PrintProblems(report);
        foreach (var note in report.Notes)
            FoldedText.WriteLine($"note: {note}");
    }

    private static string Sentence(ReplayReport report) => report.Outcome switch
    {
        ReplayOutcome.Clean => report.Dma.Observed > 0 ? "clean: every access allowed, every DMA approved before, nothing missing" : "clean: every access allowed, nothing missing",
        ReplayOutcome.Denied => $"denied: {Figures.Count(report.DeniedCount)} of {Figures.Count(report.Accesses)} accesses",
        ReplayOutcome.Holes => $"holes: {HoleText.Sentence(report.Dma)}",
        _ when report.ProblemCount == 0 => $"inconclusive: {HoleText.Unseen(report.Dma)}",
        _ => $"inconclusive: the recording is damaged in {Figures.Count(report.ProblemCount)} place(s), and no answer after the first can be relied on",
    };

    private static void PrintRecording(ReplayReport report)
    {
        var frames = Frames(report) is { Length: > 0 } counted ? $"; {counted}" : "";
        FoldedText.WriteLine($"Recording   {Figures.Count(report.Accesses)} accesses in {Figures.Count(report.Exits)} exits, {Figures.Count(report.Interrupts)} interrupts{frames}; {Figures.Seconds(report.DurationUs)}, {Figures.Count(report.SkippedLines)} foreign lines skipped");
    }

    /// <summary>Frames in both directions, as far as they are counted: <c>9 frames sent, 6 received</c>.</summary>
    public static string Frames(ReplayReport report) => (report.FramesSent, report.FramesReceived) switch
    {
        (null, null) => "",
        (null, { } received) => $"{Figures.Count(received)} frames received",
        ({ } sent, null) => $"{Figures.Count(sent)} frames sent",
        ({ } sent, { } received) => $"{Figures.Count(sent)} frames sent, {Figures.Count(received)} received",
    };

    private static void PrintMachines(ReplayReport report)
    {
        foreach (var machine in report.Machines)
        {
            var taken = machine.Transitions.Where(pair => pair.Value > 0).Select(pair => $"{pair.Key.Replace("->", " → ", StringComparison.Ordinal)} {Figures.Count(pair.Value)}");
            FoldedText.WriteLine($"Machine     {machine.Name}: {(machine.Transitions.Values.Any(count => count > 0) ? string.Join(", ", taken) : "never moved")}; ends {machine.Final}");
        }
    }

    private static void PrintReusable(ReplayReport report)
    {
        var reusable = report.Reusable;
        FoldedText.WriteLine($"Reusable    {(reusable.Final ? "yes, at the end" : "no, at the end")}; after {Figures.Percent(reusable.Accesses, report.Accesses)} of accesses, {Figures.Percent(reusable.DurationUs, report.DurationUs)} of the time, in {Figures.Count(reusable.Intervals)} intervals");
        foreach (var failure in reusable.Failed)
            FoldedText.WriteLine($"            fails at the end: {failure}");
        foreach (var (name, accesses) in reusable.WhyNot.OrderByDescending(pair => pair.Value))
        {
            var because = report.Model.Conditions.FirstOrDefault(condition => condition.Name == name)?.Because;
            FoldedText.WriteLine($"            against it, after {Figures.Percent(accesses, report.Accesses)}: {name}{(string.IsNullOrEmpty(because) ? "" : $": {because}")}");
        }
    }

    private static void PrintDma(ReplayReport report)
    {
        FoldedText.WriteLine($"DMA         {Figures.Count(report.Dma.Approved)} checks passed, {Figures.Count(report.Dma.Denied)} failed; {HoleText.Fates(report.Dma)}");
        foreach (var (name, entries, frames, unseen) in report.Dma.Structures)
            FoldedText.WriteLine($"            {name}: {Figures.Count(entries)} entries given and judged{(frames is { } count ? $", {Figures.Count(count)} frames" : "")}{(unseen > 0 ? $"; {Figures.Count(unseen)} unseen" : "")}");
        if (report.Model.Windows.Any(window => window.IsGuest))
            FoldedText.WriteLine($"            memory of the guest: {MemoryText.Of(report)}");
    }

    private static void PrintHooked(ReplayReport report)
    {
        var hooked = report.Hooked;
        var perFrame = report.Frames == 0 ? "" : $", {Figures.Ratio(hooked.Accesses, report.Frames)} per frame";
        FoldedText.WriteLine($"Hooked      for {GoalOption.Phrase(hooked.Goals)}: {Figures.Count(hooked.Accesses)} of {Figures.Count(report.Accesses)} accesses ({Figures.Percent(hooked.Accesses, report.Accesses)}, one in {Figures.Ratio(report.Accesses, hooked.Accesses)}{perFrame})");
        if (hooked.PerPage is { } perPage)
            FoldedText.WriteLine($"            by whole pages of 4 KiB, where memory cannot be hooked register by register: {Figures.Count(perPage)} ({Figures.Percent(perPage, report.Accesses)})");
        HookText.PrintPorts(report.Model, hooked.Ports, report.Accesses);
        FoldedText.WriteLine();
    }

    private static void PrintDenied(ReplayReport report)
    {
        foreach (var (denied, count, last) in report.DenialGroups.Take(ShownDenied))
        {
            var why = denied.Kind == DenialKind.Check ? string.Join("; ", Failure.Lines(denied.Checks)) : UnlistedText.Of(report.Model, denied.Access, denied.Kind);
            FoldedText.WriteLine($"denied: line {denied.Line}: {denied.Text}: {why}{(denied.IsAfterGap ? " (after a gap in the recording)" : "")}");
            if (count > 1)
                FoldedText.WriteLine($"        and {Figures.Count(count - 1)} more of the same, the last in line {last}");
        }
        if (report.DeniedCount - report.DenialGroups.Take(ShownDenied).Sum(group => group.Count) is var more and > 0)
            FoldedText.WriteLine($"denied: {Figures.Count(more)} more; --json lists the first {Figures.Count(Replayer.MaxDenied)}");
    }

    private static void PrintProblems(ReplayReport report)
    {
        foreach (var problem in report.Problems.Take(ShownDenied))
            FoldedText.WriteLine($"damaged: line {problem.Line}: {problem.Kind}: {problem.Message}");
        if (report.ProblemCount > ShownDenied)
            FoldedText.WriteLine($"damaged: {Figures.Count(report.ProblemCount - ShownDenied)} more places");
    }
}

using System.Globalization;
using Passthrough.Guests;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Scenarios;

namespace Vpio.Output;

/// <summary>What came of a scenario, for people.</summary>
internal static class MuxText
{
    /// <summary>Incidents of each guest that are shown; the rest is counted, and more are in the JSON.</summary>
    private const int ShownPerGuest = 10;

    private const long LeastShownNs = 50_000; // 0.1 ms on the page

    public static void Print(RunSummary summary, bool wasInterrupted)
    {
        var scenario = summary.Scenario;
        FoldedText.WriteLine($"{scenario.Title}: {Sentence(summary, wasInterrupted)}");
        FoldedText.WriteLine($"model {scenario.Model.Name} ({scenario.Model.Title}), variant {scenario.Model.Variant}; device {scenario.Device.Kind}, seed {scenario.Seed.ToString(CultureInfo.InvariantCulture)}; {Milliseconds(summary.ElapsedNs)} of the device's time");
        FoldedText.WriteLine();
        PrintFrames(summary);
        FoldedText.WriteLine();
        PrintTurns(summary);
        FoldedText.WriteLine();
        PrintHandoffs(summary.Multiplexer, scenario, summary.ElapsedNs);
        PrintIncidents(summary.Multiplexer);
    }

    /// <summary>A guest's outcome in a word.</summary>
    public static string Word(GuestOutcome outcome) => outcome == GuestOutcome.Running ? "unfinished" : outcome.ToString().ToLowerInvariant();

    /// <summary>12.3 ms.</summary>
    public static string Milliseconds(long durationNs) => (durationNs / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " ms";

    private static string Sentence(RunSummary summary, bool wasInterrupted)
    {
        if (summary.Multiplexer.Problem is { } problem)
            return $"ended early: {problem}";
        if (wasInterrupted)
            return "interrupted";
        if (summary.IsClean)
            return "clean: every guest is done, nothing was lost or denied";
        var unfinished = summary.Guests.Count(guest => guest.Report.Outcome != GuestOutcome.Done);
        return unfinished > 0
            ? $"not clean: {unfinished} of {summary.Guests.Count} guests are not done"
            : "not clean: every guest is done, but not without loss or incidents";
    }

    private static void PrintFrames(RunSummary summary)
    {
        var table = new TextTable("guest", "outcome", "sent", "at peer", "received", "lost", "damaged", "out of order", "held", "dropped", "recoveries") { Right = [2, 3, 4, 5, 6, 7, 8, 9, 10] };
        foreach (var (plan, report, atPeer, counts, _) in summary.Guests)
            table.Add(plan.Name, Word(report.Outcome), Figures.Count(report.FramesSent), Figures.Count(atPeer.Received), Figures.Count(report.FramesReceived),
                Figures.Count(report.FramesLost), Figures.Count(report.FramesDamaged), Figures.Count(report.FramesOutOfOrder),
                Figures.Count(counts.FramesHeld), Figures.Count(counts.FramesDropped), Figures.Count(report.Recoveries));
        table.Print();
    }

    private static void PrintTurns(RunSummary summary)
    {
        var table = new TextTable("guest", "weight", "turns", "share", "mean wait", "longest", "accesses", "exits", "hooked", "denied") { Right = [1, 2, 3, 4, 5, 6, 7, 8, 9] };
        foreach (var guest in summary.Guests)
        {
            var counts = guest.Counts;
            table.Add(guest.Plan.Name, Figures.Count(guest.Plan.Weight), Figures.Count(counts.Turns), Figures.Percent(guest.OwnedNs, summary.ElapsedNs),
                Milliseconds(guest.MeanWaitNs), Milliseconds(counts.LongestWaitNs),
                Figures.Count(counts.Accesses), Figures.Count(counts.Exits), Figures.Percent(counts.Hooked, counts.Accesses), Figures.Count(counts.Denied));
        }
        table.Print();
        foreach (var (plan, report, _, _, _) in summary.Guests)
            if (report.KernelExits is { } exits)
                FoldedText.WriteLine($"KVM itself counted {Figures.Count(exits)} exits of {plan.Name}, {Figures.Ratio(exits, report.FramesSent + report.FramesReceived)} per frame");
    }

    /// <summary>What hand-offs have cost.</summary>
    public static void PrintHandoffs(Multiplexer multiplexer, Scenario scenario, long elapsedNs)
    {
        var handoffs = multiplexer.Handoffs;
        if (handoffs.Count == 0)
            FoldedText.WriteLine("Hand-offs   none");
        else
        {
            FoldedText.WriteLine($"Hand-offs   {Figures.Count(handoffs.Count)}, each {Figures.Count(handoffs.Accesses / handoffs.Count)} accesses; a full copy would have taken {Figures.Count(handoffs.FullCopyAccesses / handoffs.Count)}, {Figures.Ratio(handoffs.FullCopyAccesses, handoffs.Accesses)} times as many");
            FoldedText.WriteLine($"            {Milliseconds(handoffs.DrainNs / handoffs.Count)} to drain and {Milliseconds(handoffs.MoveNs / handoffs.Count)} to move{Reaching(handoffs)}, each; the NIC was deaf for {Figures.Percent(handoffs.MoveNs, elapsedNs)} of the time");
        }
        if (TakenBy(multiplexer.Filter) is { } taken)
            FoldedText.WriteLine($"            the NIC took {taken}");
        FoldedText.WriteLine($"            frames of others taken out of the ring {Figures.Count(multiplexer.TakenOut)} times, {Figures.Count(multiplexer.ScrubbedBytes)} bytes of others scrubbed, {Figures.Count(multiplexer.MonitorAccesses)} accesses by the monitor itself");
        foreach (var (name, count) in handoffs.Obstacles.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            FoldedText.WriteLine($"            against it, {Figures.Count(count)} times when asked: {name}{BecauseOf(scenario, name)}");
        if (multiplexer.FramesLostOnLink > 0)
            FoldedText.WriteLine($"            {Figures.Count(multiplexer.FramesLostOnLink)} frames were lost on the bench's wire");
        if (multiplexer.FramesTooLong > 0)
            FoldedText.WriteLine($"            {Figures.Count(multiplexer.FramesTooLong)} frames of more than {Figures.Count(scenario.Model.LongestFrame ?? 0)} bytes were kept from the device");
    }

    /// <summary>Which frames reached the monitor, that then gave them to those who had asked for them.</summary>
    private static string? TakenBy(FilterExtent? extent) => extent switch
    {
        FilterExtent.Asked => "the frames that a guest had asked for, by address and by table of groups, and those to everybody",
        FilterExtent.Groups => "all frames to individual addresses, those to groups that a guest had asked for by its table, and those to everybody",
        FilterExtent.Everything => "every frame, of which each guest got those that it had asked for",
        _ => null,
    };

    /// <summary>What an IOMMU takes, where there is one.</summary>
    private static string Reaching(HandoffTotals handoffs) =>
        handoffs.ReachNs / handoffs.Count >= LeastShownNs ? $" ({Milliseconds(handoffs.ReachNs / handoffs.Count)} of it to change what the device reaches)" : "";

    private static string BecauseOf(Scenario scenario, string condition) =>
        scenario.Model.Conditions.FirstOrDefault(each => each.Name == condition)?.Because is { Length: > 0 } because ? $": {because}" : "";

    /// <summary>What went wrong.</summary>
    public static void PrintIncidents(Multiplexer multiplexer)
    {
        var incidents = multiplexer.Incidents;
        if (incidents.Count == 0)
            FoldedText.WriteLine("Incidents   none");
        else
            FoldedText.WriteLine($"Incidents   {Figures.Count(incidents.Count)}");
        var shown = incidents.Kept.GroupBy(incident => incident.Guest).SelectMany(ofGuest => ofGuest.Take(ShownPerGuest)).OrderBy(incident => incident.AtNs).ToList();
        foreach (var incident in shown)
            FoldedText.WriteLine($"            {Milliseconds(incident.AtNs)}, {incident.Guest}: {Word(incident.Kind)}: {incident.Text}");
        if (incidents.Count > shown.Count)
            FoldedText.WriteLine($"            {Figures.Count(incidents.Count - shown.Count)} more; --json lists the first {Figures.Count(IncidentLog.MostKeptPerGuest)} of each guest");
    }

    /// <summary>A kind of incident in words.</summary>
    public static string Word(IncidentKind kind) => kind switch
    {
        IncidentKind.Denied => "denied",
        IncidentKind.Evicted => "evicted",
        IncidentKind.DeviceFailed => "device failed",
        _ => "guest failed",
    };
}

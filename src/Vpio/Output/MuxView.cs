using Dmm.Monitoring;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Vpio.Output;

/// <summary>A running scenario, a few times a second, where a person sees it.</summary>
/// <remarks>It looks at what is known anyway and asks the device nothing: a run that is watched is the same as one that is not.</remarks>
internal static class MuxView
{
    private const int PeriodMs = 200;

    /// <summary>Runs a scenario and shows it if the output is a terminal.</summary>
    public static void Show(ScenarioRun run, CancellationToken cancel) => LiveView.Show(progress => run.Run(progress, cancel), _ => Draw(run), PeriodMs);

    /// <summary>How a run stands.</summary>
    internal static IRenderable Draw(ScenarioRun run)
    {
        var multiplexer = run.Multiplexer;
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{run.Scenario.Title}: {MuxText.Milliseconds(multiplexer.NowNs)} of {MuxText.Milliseconds(run.Scenario.UntilNs)}"))
            .AddColumns("guest", "", "its device", "sent", "received", "held", "turns", "denied");
        foreach (var column in table.Columns.Skip(3))
            column.RightAligned();
        foreach (var tenant in multiplexer.Tenants)
            table.AddRow([.. Cells(multiplexer, tenant).Select(Markup.Escape)]);
        var tooLong = multiplexer.FramesTooLong > 0 ? $"; {Figures.Count(multiplexer.FramesTooLong)} frames were too long for the device" : "";
        return table.Caption(Markup.Escape($"hand-offs: {Figures.Count(multiplexer.Handoffs.Count)}; {WhatGoesOn(multiplexer)}{tooLong}"));
    }

    private static string[] Cells(Multiplexer multiplexer, Tenant tenant)
    {
        var report = tenant.Guest.Report;
        return
        [
            tenant.Guest.Name, Activity(multiplexer, tenant), tenant == multiplexer.Owner ? StatesOf(tenant) : "",
            Figures.Count(report.FramesSent), Figures.Count(report.FramesReceived), Figures.Count(tenant.FramesWaiting),
            Figures.Count(tenant.Counts.Turns), Figures.Count(tenant.Counts.Denied),
        ];
    }

    internal static string Activity(Multiplexer multiplexer, Tenant tenant) =>
        tenant.HasEnded ? MuxText.Word(tenant.Guest.Report.Outcome)
        : tenant.IsLost ? "lost its device"
        : tenant == multiplexer.Owner ? "owner"
        : tenant.WantsDevice ? "waits for the device"
        : tenant.Request.Kind == GuestRequestKind.Wait ? "waits" : "runs";

    internal static string StatesOf(Tenant tenant)
    {
        var states = tenant.Monitor.State.Words[0];
        return string.Join(", ", tenant.Monitor.Tables.Model.Machines.Select(machine =>
            $"{machine.Name} {machine.States.FirstOrDefault(state => (states & state.Mask) != 0)?.Name}"));
    }

    internal static string WhatGoesOn(Multiplexer multiplexer)
    {
        if (multiplexer.Owner is not { } owner)
            return "nobody has the device";
        if (multiplexer.State != OwnershipState.Draining)
            return $"{owner.Guest.Name} has the device";
        var asked = Reusability.Ask(owner.Monitor);
        return asked.IsReusable ? $"{owner.Guest.Name} lets go" : $"{owner.Guest.Name} is to let go, but {string.Join(", ", asked.Names(owner.Monitor.Tables))}";
    }
}

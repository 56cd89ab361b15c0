using Passthrough.Serving;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Vpio.Output;

/// <summary>A device that is served, a few times a second, where a person sees it.</summary>
internal static class ServeView
{
    private const int PeriodMs = 500;

    /// <summary>Serves, and shows how it stands if the output is a terminal.</summary>
    public static void Show(ServedRun run, CancellationToken cancel)
    {
        var before = new long[run.Guests.Count];
        LiveView.Show(progress => run.Run(progress, cancel), sinceMs => Draw(run, before, sinceMs), PeriodMs);
    }

    /// <summary>How it stands.</summary>
    /// <param name="run">What is served.</param>
    /// <param name="before">By guest: its accesses when this was drawn last; brought up to date.</param>
    /// <param name="sinceMs">How long ago that was.</param>
    internal static IRenderable Draw(ServedRun run, long[] before, long sinceMs)
    {
        var multiplexer = run.Multiplexer;
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{run.Scenario.Title}: {MuxText.Milliseconds(multiplexer.NowNs)}"))
            .AddColumns("guest", "", "its device", "accesses/s", "interrupts", "held", "turns", "denied");
        foreach (var column in table.Columns.Skip(3))
            column.RightAligned();
        foreach (var (index, guest) in run.Guests.Index())
        {
            var counts = guest.Tenant.Counts;
            var rate = (counts.Accesses - before[index]) * 1000 / Math.Max(1, sinceMs);
            before[index] = counts.Accesses;
            table.AddRow([.. new[]
            {
                guest.Plan.Name, guest.IsAttached ? MuxView.Activity(multiplexer, guest.Tenant) : "nobody is here", guest.Tenant == multiplexer.Owner ? MuxView.StatesOf(guest.Tenant) : "",
                Figures.Count(rate), Figures.Count(guest.Interrupts), Figures.Count(guest.Tenant.FramesWaiting), Figures.Count(counts.Turns), Figures.Count(counts.Denied),
            }.Select(Markup.Escape)]);
        }
        return table.Caption(Markup.Escape($"hand-offs: {Figures.Count(multiplexer.Handoffs.Count)}; {MuxView.WhatGoesOn(multiplexer)}"));
    }
}

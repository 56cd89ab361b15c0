using Dmm.Exporting;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Timeline;
using Vpio.Input;

namespace Vpio.Output.Report;

/// <summary>The parts of the page below its head.</summary>
internal static class ReportParts
{
    private const int ShownDenied = 200;

    public static void Facts(Html html, ReplayReport report)
    {
        var frames = ReplayText.Frames(report) is { Length: > 0 } counted ? counted.Replace(" frames", "", StringComparison.Ordinal) : "not counted";
        html.Line("<dl class=\"facts\">");
        foreach (var (name, value) in new[]
        {
            ("accesses", Figures.Count(report.Accesses)), ("hooked", $"{Figures.Count(report.Hooked.Accesses)} ({Figures.Percent(report.Hooked.Accesses, report.Accesses)})"),
            ("denied", Figures.Count(report.DeniedCount)), ("interrupts", Figures.Count(report.Interrupts)), ("frames", frames), ("duration", Figures.Seconds(report.DurationUs)),
            ("reusable", $"{Figures.Percent(report.Reusable.DurationUs, report.DurationUs)} of the time"),
        })
            html.Line($"<div><dt>{Html.Text(name)}</dt><dd>{Html.Text(value.Replace(" %", "\u00a0%", StringComparison.Ordinal))}</dd></div>");
        html.Line("</dl>");
    }

    public static void Timeline(Html html, DeviceModel model, ReplayTimeline timeline)
    {
        html.Line("<section><h2>Timeline</h2>");
        html.Line("<canvas id=\"timeline\" tabindex=\"0\" role=\"img\" aria-label=\"States of the machines, reusable intervals, interrupts and DMA over time; the table below has the sums. Keys: plus, minus, arrows, 0.\"></canvas>");
        html.Line("<div class=\"bar\"><button id=\"zoom-in\" aria-label=\"Zoom in\">+</button><button id=\"zoom-out\" aria-label=\"Zoom out\">−</button>"
            + "<button id=\"zoom-left\" aria-label=\"Earlier\">←</button><button id=\"zoom-right\" aria-label=\"Later\">→</button><button id=\"zoom-all\">All</button> <output id=\"range\"></output></div>");
        html.Line("<p class=\"dim\">Drag to move; pinch, double-click, or Ctrl and the wheel to zoom.</p><p id=\"under\" class=\"dim\" aria-live=\"polite\">&nbsp;</p>");
        foreach (var (machine, lane) in model.Machines.Zip(timeline.Machines))
            Legend(html, lane, [.. machine.States.Select(state => state.Reusable)]);
        Legend(html, timeline.Reusable, [false, true]);
        html.Line("<details><summary>The same as a table</summary>");
        html.Table("Time in each state", ["lane", "state", "#time", "#share"], timeline.Machines.Append(timeline.Reusable).SelectMany(lane => lane.States.Select((state, i) =>
        {
            var us = Enumerable.Range(0, lane.Bins.Count).Sum(bin => lane.Bins[bin, i]);
            return new[] { Html.Text(lane.Name), Html.Text(state), $"{DecodeText.Milliseconds(us)} ms", Figures.Percent(us, timeline.DurationUs) };
        })));
        html.Line("</details></section>");
    }

    public static void Hooks(Html html, ReplayReport report)
    {
        html.Line("<section><h2>Cost of the hooks</h2>");
        html.Line($"<p>For {Html.Text(GoalOption.Phrase(report.Hooked.Goals))}: {Figures.Count(report.Hooked.Accesses)} of {Figures.Count(report.Accesses)} accesses are hooked.</p>");
        var rows = HookRow.Of(report.Model, report.Hooked.Ports).OrderByDescending(row => row.Accesses).ToList();
        var most = Math.Max(1, rows.Select(row => row.Accesses).DefaultIfEmpty().Max());
        html.Table("Hooked accesses per port", ["port", "", "register", "#hits", "#share", "", "~while", "~why"], rows.Select(row => new[]
        {
            $"<code>{Html.Text(row.Place)}</code>", row.Direction, Html.Text(row.Register), Figures.Count(row.Accesses),
            Figures.Percent(row.Accesses, report.Accesses), $"<meter min=\"0\" max=\"{most}\" value=\"{row.Accesses}\">{Figures.Count(row.Accesses)}</meter>",
            Html.Text(row.While), Html.Text(row.Why),
        }));
        html.Line("</section>");
    }

    public static void Machines(Html html, DeviceMonitor monitor)
    {
        var use = new GraphUse();
        use.Add(monitor);
        html.Line("<section><h2>Machines, and what of them was tried</h2><p class=\"dim\">Green states are reusable; what is dashed never happened. A transition tells its event and guard when it is pointed at.</p>");
        foreach (var machine in monitor.Tables.Model.Machines)
        {
            html.Line($"<h3>{Html.Text(machine.Name)}</h3>");
            MachineDrawing.Write(html, MachineGraph.Of(monitor.Tables.Model, machine, use));
        }
        html.Line("</section>");
    }

    /// <summary>What the device did with memory of the guest, held against what was approved before.</summary>
    public static void Truth(Html html, ReplayReport report)
    {
        html.Line("<section><h2>DMA</h2>");
        html.Line($"<p>{Html.Text(HoleText.Fates(report.Dma))}.</p>");
        if (report.Dma.EntriesUnseen + report.Dma.Unseen > 0)
            html.Line($"<p>{Html.Text(HoleText.Unseen(report.Dma))}.</p>");
        foreach (var line in HoleText.Lines(report))
            html.Line($"<p>{Html.Text(line)}</p>");
        html.Line("</section>");
    }

    /// <summary>What the page was made of.</summary>
    public static void Origin(Html html, ReplayReport report, Provenance provenance)
    {
        html.Line("<section><h2>Made of</h2><ul>");
        foreach (var (name, value) in provenance.Json(report))
            html.Line($"<li>{Html.Text(name)}: {Html.Text(value?.ToString() ?? "not known")}</li>");
        html.Line("</ul></section>");
    }

    public static void Denied(Html html, ReplayReport report)
    {
        html.Line("<section><h2>Denied accesses</h2>");
        if (report.DeniedCount == 0)
            html.Line("<p>None.</p>");
        foreach (var denied in report.Denied.Take(ShownDenied))
        {
            html.Line($"<div class=\"denial\"><p><strong>Event {denied.Event}, line {denied.Line}</strong>: <code>{Html.Text(denied.Text)}</code>{(denied.IsAfterGap ? " (after a gap in the recording)" : "")}</p>");
            if (denied.Kind != DenialKind.Check)
                html.Line($"<p>{Html.Text(UnlistedText.Of(report.Model, denied.Access, denied.Kind))}</p>");
            foreach (var alike in denied.Checks.GroupBy(check => (check.Because, string.Join(", ", check.Values))))
                html.Line($"<p><strong>{Html.Text(string.Join(", ", alike.Select(check => check.Name)))}</strong>: {Html.Text(alike.Key.Because)} <code>{Html.Text(alike.Key.Item2)}</code> <span class=\"dim\">{Html.Text($"{alike.First().Location.File}:{alike.First().Location.Line}")}</span></p>");
            html.Line("</div>");
        }
        if (report.DeniedCount > ShownDenied)
            html.Line($"<p>{Figures.Count(report.DeniedCount - ShownDenied)} more are not listed.</p>");
        html.Line("</section>");
    }

    public static void Reusable(Html html, ReplayReport report)
    {
        html.Line("<section><h2>What stood against a hand-off</h2>");
        if (report.Reusable.WhyNot.Count == 0)
            html.Line("<p>Nothing, at any time.</p>");
        else
            html.Table("Reasons, and after how many accesses they held", ["reason", "#accesses", "#share"], report.Reusable.WhyNot.OrderByDescending(each => each.Value)
                .Select(each => new[] { Html.Text(each.Key), Figures.Count(each.Value), Figures.Percent(each.Value, report.Accesses) }));
        html.Line("</section>");
    }

    public static void Notes(Html html, ReplayReport report)
    {
        var lines = report.Problems.Take(ShownDenied).Select(problem => $"line {problem.Line}: {problem.Kind}: {problem.Message}").Concat(report.Notes).ToList();
        if (lines.Count == 0)
            return;
        html.Line("<section><h2>Of the recording</h2><ul>");
        foreach (var line in lines)
            html.Line($"<li>{Html.Text(line)}</li>");
        html.Line("</ul></section>");
    }

    private static void Legend(Html html, StateLane lane, IReadOnlyList<bool> reusable)
    {
        var colours = TimelineData.ColoursOf(reusable);
        html.Line($"<p class=\"legend\"><span>{Html.Text(lane.Name)}:</span>{string.Concat(lane.States.Select((state, i) =>
            $"<span><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" rx=\"2\" fill=\"var(--s{colours[i]})\"/></svg> {Html.Text(state)}</span>"))}</p>");
    }
}

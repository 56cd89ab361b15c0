using Dmm.Modeling;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Explaining;
using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>A moment of a recording for people.</summary>
internal static class ExplainText
{
    public static void Print(Explanation explanation, string recording)
    {
        var at = explanation.At;
        FoldedText.WriteLine($"{recording}: event {at.Event}, line {at.Line}, {DecodeText.Milliseconds(at.TimeUs)} ms");
        FoldedText.WriteLine($"model {explanation.Model.Name} ({explanation.Model.Title}), variant {explanation.Model.Variant}");
        if (explanation.IsAfterGap)
            FoldedText.WriteLine("after a gap in the recording: nothing below can be relied on");
        FoldedText.WriteLine();
        PrintEvent(explanation);
        PrintFired(explanation);
        PrintChanges(explanation);
        PrintReusable(explanation);
        PrintMachines(explanation);
        PrintKnown("Registers", "register", explanation.Registers);
        if (explanation.Unknown.Count > 0)
            FoldedText.WriteLine($"  nothing is known of {string.Join(", ", explanation.Unknown)}{Environment.NewLine}");
        PrintKnown("Variables", "variable", explanation.Variables);
        PrintKnown("Sets", "set", explanation.Sets);
    }

    private static void PrintEvent(Explanation explanation)
    {
        FoldedText.WriteLine("Event, and what was before it");
        var text = new DecodeText();
        foreach (var line in explanation.Earlier)
            FoldedText.WriteLine(text.Of(line), DecodeText.Hang);
        var at = explanation.At;
        var mark = explanation.Event.IsAccess ? DecodeText.Mark(explanation.Verdict) : explanation.Event.Kind == TraceEventKind.Gap ? '!' : ' ';
        FoldedText.WriteLine($"{DecodeText.Place(at.Event, at.TimeUs)}{mark}{at.Text}{Outcome(explanation)}", DecodeText.Hang);
        FoldedText.WriteLine();
    }

    private static string Outcome(Explanation explanation) => !explanation.Event.IsAccess ? "" : explanation.Verdict.Kind switch
    {
        VerdictKind.Denied => "    denied: the device does not see it",
        VerdictKind.Allowed => "    hooked and allowed",
        VerdictKind.Observed => "    not hooked; it tells what a probe would find",
        _ => "    not hooked: the monitor does not see it",
    };

    private static void PrintFired(Explanation explanation)
    {
        if (explanation.Verdict.Kind == VerdictKind.Denied)
        {
            FoldedText.WriteLine("Denied");
            if (explanation.Verdict.Denial != DenialKind.Check)
                FoldedText.WriteLine($"  {UnlistedText.Of(explanation.Model, explanation.Event, explanation.Verdict.Denial)}");
            foreach (var failure in Failure.Lines(explanation.Failures))
                FoldedText.WriteLine($"  {failure}");
            FoldedText.WriteLine();
        }
        if (explanation.Firings.Count == 0)
            return;
        FoldedText.WriteLine("Fired");
        foreach (var firing in explanation.Firings)
            FoldedText.WriteLine($"  {Fired(firing)}");
        FoldedText.WriteLine();
    }

    private static string Fired(Firing firing)
    {
        var rule = firing.Rule;
        var what = firing.From is { } from ? new Move(rule.Machine!, from, rule.To!).ToString() : rule.ToString();
        var guard = rule.Guard.Constant is null ? $", because {rule.Guard}" : "";
        var checks = rule.Checks.Count == 0 ? "" : $", passing {string.Join(", ", rule.Checks.Select(check => check.Name))}";
        return $"{what}{guard}{checks} ({Place(rule.Location)})";
    }

    private static void PrintChanges(Explanation explanation)
    {
        FoldedText.WriteLine(explanation.Changes.Count == 0 ? "Changed      nothing" : "Changed");
        var width = explanation.Changes.Select(change => change.Name.Length).DefaultIfEmpty().Max();
        foreach (var change in explanation.Changes)
            FoldedText.WriteLine($"  {change.Name.PadRight(width)}  {change.Before} → {change.After}");
        FoldedText.WriteLine();
    }

    private static void PrintReusable(Explanation explanation)
    {
        var isReusable = explanation.NotReusable.Count == 0;
        var turn = isReusable == explanation.WasReusable ? "" : ", since this event";
        FoldedText.WriteLine($"Reusable     {(isReusable ? "yes" : "no")}{turn}");
        foreach (var failure in explanation.NotReusable)
            FoldedText.WriteLine($"  {failure}");
        FoldedText.WriteLine();
    }

    private static void PrintMachines(Explanation explanation)
    {
        FoldedText.WriteLine("Machines");
        var table = new TextTable("machine", "state", "since event", "ms", "by") { Right = [2, 3] };
        foreach (var (machine, state, since) in explanation.Machines)
            table.Add(machine.Name, state.Name, $"{since.Event}", DecodeText.Milliseconds(since.TimeUs), since.Text);
        table.Print();
        FoldedText.WriteLine();
    }

    private static void PrintKnown(string title, string heading, IReadOnlyList<KnownValue> values)
    {
        if (values.Count == 0)
            return;
        FoldedText.WriteLine(title);
        var table = new TextTable(heading, "value", "since event", "ms", "by", "last seen") { Right = [2, 3] };
        foreach (var value in values)
            table.Add(value.Name, value.Text, $"{value.Since.Event}", DecodeText.Milliseconds(value.Since.TimeUs), By(value),
                value.Seen.Event == value.Since.Event ? "" : $"event {value.Seen.Event}");
        table.Print();
        FoldedText.WriteLine();
    }

    private static string By(KnownValue value) =>
        value.By is KnownBy.Effect or KnownBy.Reset ? $"{KnownByText.Of(value.By)} of {value.Since.Text}" : KnownByText.Of(value.By);

    private static string Place(Location location) => $"{location.File}:{location.Line}";
}

using System.Text.Json.Nodes;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>A replay as one JSON object; its keys are documented in docs/replay-json.md and stay as they are.</summary>
internal static class ReplayJson
{
    public static JsonObject Write(ReplayReport report, Provenance provenance) => new()
    {
        ["model"] = report.Model.Name,
        ["variant"] = report.Model.Variant,
        ["recording"] = provenance.Recording,
        ["provenance"] = provenance.Json(report),
        ["verdict"] = Word(report.Outcome),
        ["accesses"] = report.Accesses,
        ["exits"] = report.Exits,
        ["interrupts"] = report.Interrupts,
        ["skippedLines"] = report.SkippedLines,
        ["durationUs"] = report.DurationUs,
        ["frames"] = new JsonObject { ["sent"] = report.FramesSent, ["received"] = report.FramesReceived },
        ["hooked"] = Hooked(report),
        ["machines"] = new JsonObject(report.Machines.Select(machine => KeyValuePair.Create(machine.Name, (JsonNode?)Machine(machine)))),
        ["deniedCount"] = report.DeniedCount,
        ["denied"] = JsonText.List(report.Denied.Select(Denied)),
        ["denialGroups"] = JsonText.List(report.DenialGroups.Select(group =>
            new JsonObject { ["count"] = group.Count, ["firstLine"] = group.First.Line, ["lastLine"] = group.LastLine, ["access"] = group.First.Text, ["checks"] = JsonText.List(group.First.Checks.Select(check => (JsonNode)check.Name)) })),
        ["reusable"] = Reusable(report),
        ["dma"] = new JsonObject
        {
            ["approved"] = report.Dma.Approved, ["denied"] = report.Dma.Denied,
            ["observed"] = report.Dma.Observed, ["unapproved"] = report.Dma.Unapproved,
            ["approvedBefore"] = report.Dma.ApprovedBefore, ["byCopy"] = report.Dma.ByCopy, ["late"] = report.Dma.Late, ["unseen"] = report.Dma.Unseen, ["ofOthers"] = report.Dma.OfOthers,
            ["structures"] = JsonText.List(report.Dma.Structures.Select(each => new JsonObject { ["name"] = each.Name, ["entries"] = each.Entries, ["frames"] = each.Frames, ["unseen"] = each.Unseen })),
        },
        ["holes"] = JsonText.List(report.Holes.Select(Hole)),
        ["holeGroups"] = JsonText.List(report.HoleGroups.Select(HoleGroup)),
        ["problems"] = JsonText.List(report.Problems.Select(Problem)),
        ["problemCount"] = report.ProblemCount,
        ["notes"] = JsonText.List(report.Notes.Select(note => (JsonNode)note)),
    };

    public static string Word(ReplayOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>A failed check or condition.</summary>
    public static JsonObject Failure(Failure failure) => new()
    {
        ["name"] = failure.Name,
        ["because"] = failure.Because,
        ["values"] = new JsonObject(failure.Values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value))),
        ["model"] = $"{failure.Location.File}:{failure.Location.Line}",
    };

    /// <summary>A damaged place of a recording.</summary>
    public static JsonNode Problem(TraceProblem problem) =>
        new JsonObject { ["line"] = problem.Line, ["kind"] = problem.Kind, ["message"] = problem.Message };

    private static JsonObject Hooked(ReplayReport report)
    {
        var hooked = report.Hooked;
        return new JsonObject
        {
            ["goals"] = JsonText.List(GoalOption.Words(hooked.Goals).Select(word => (JsonNode)word)),
            ["accesses"] = hooked.Accesses,
            ["exits"] = hooked.Exits,
            ["fraction"] = report.Accesses == 0 ? 0 : (double)hooked.Accesses / report.Accesses,
            ["oneIn"] = hooked.Accesses == 0 ? null : (double)report.Accesses / hooked.Accesses,
            ["perFrame"] = report.Frames == 0 ? null : (double)hooked.Accesses / report.Frames,
            ["perPort"] = hooked.PerPort,
            ["perPage"] = hooked.PerPage,
            ["ports"] = JsonText.List(hooked.Ports.Select(Port)),
        };
    }

    /// <summary>One hook with what it cost.</summary>
    public static JsonNode Port(HookedPort port) => new JsonObject
    {
        ["region"] = port.Region,
        ["offset"] = port.Hook.Offset,
        ["direction"] = port.Hook.IsWrite ? "write" : "read",
        ["register"] = port.Hook.Register.Name,
        ["while"] = port.While,
        ["accesses"] = port.Accesses,
        ["perPort"] = port.PerPort,
        ["dragged"] = JsonText.List(port.Dragged.Select(name => (JsonNode)name)),
        ["reason"] = port.Hook.Reason,
    };

    private static JsonObject Machine(MachineReport machine) => new()
    {
        ["transitions"] = new JsonObject(machine.Transitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["final"] = machine.Final,
    };

    private static JsonNode Denied(DeniedAccess denied) => new JsonObject
    {
        ["event"] = denied.Event,
        ["line"] = denied.Line,
        ["access"] = denied.Text,
        ["kind"] = denied.Kind.ToString().ToLowerInvariant(),
        ["afterGap"] = denied.IsAfterGap,
        ["checks"] = JsonText.List(denied.Checks.Select(Failure)),
    };

    private static JsonObject Hole(Hole hole) => new()
    {
        ["event"] = hole.Event,
        ["line"] = hole.Line,
        ["timeUs"] = hole.TimeUs,
        ["direction"] = Direction(hole.Dma.Kind),
        ["address"] = hole.Dma.Value,
        ["length"] = hole.Dma.Offset,
        ["fate"] = Fate(hole.Fate),
        ["structure"] = hole.Structure,
        ["doorbell"] = hole.Doorbell,
        ["doorbellLine"] = hole.DoorbellLine,
        ["afterGap"] = hole.IsAfterGap,
    };

    private static JsonObject HoleGroup(HoleGroup group) => new()
    {
        ["count"] = group.Count,
        ["fate"] = Fate(group.Fate),
        ["structure"] = group.Structure,
        ["direction"] = Direction(group.Kind),
        ["register"] = group.Register,
        ["firstLine"] = group.FirstLine,
        ["lastLine"] = group.LastLine,
    };

    private static string Direction(TraceEventKind kind) => kind == TraceEventKind.DmaRead ? "read" : "write";

    private static string Fate(DmaFate fate) => fate == DmaFate.Late ? "late" : "unapproved";

    private static JsonObject Reusable(ReplayReport report) => new()
    {
        ["final"] = report.Reusable.Final,
        ["failed"] = JsonText.List(report.Reusable.Failed.Select(Failure)),
        ["fraction"] = report.Accesses == 0 ? 0 : (double)report.Reusable.Accesses / report.Accesses,
        ["timeFraction"] = report.DurationUs == 0 ? 0 : (double)report.Reusable.DurationUs / report.DurationUs,
        ["intervals"] = report.Reusable.Intervals,
        ["whyNot"] = new JsonObject(report.Reusable.WhyNot.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };
}

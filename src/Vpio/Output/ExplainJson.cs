using System.Text.Json.Nodes;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Explaining;

namespace Vpio.Output;

/// <summary>A moment of a recording for programs; docs/authoring.md lists its keys.</summary>
internal static class ExplainJson
{
    public static JsonObject Write(Explanation explanation, string recording, JsonObject provenance) => new()
    {
        ["model"] = explanation.Model.Name,
        ["variant"] = explanation.Model.Variant,
        ["recording"] = recording,
        ["provenance"] = provenance,
        ["at"] = Stamp(explanation.At),
        ["afterGap"] = explanation.IsAfterGap,
        ["verdict"] = explanation.Event.IsAccess ? explanation.Verdict.Kind.ToString().ToLowerInvariant() : null,
        ["denial"] = explanation.Verdict.Denial == DenialKind.None ? null : explanation.Verdict.Denial.ToString().ToLowerInvariant(),
        ["checks"] = JsonText.List(explanation.Failures.Select(ReplayJson.Failure)),
        ["fired"] = JsonText.List(explanation.Firings.Select(Fired)),
        ["changes"] = JsonText.List(explanation.Changes.Select(change => new JsonObject
        {
            ["name"] = change.Name, ["before"] = change.Before, ["after"] = change.After,
        })),
        ["reusable"] = explanation.NotReusable.Count == 0,
        ["wasReusable"] = explanation.WasReusable,
        ["notReusable"] = JsonText.List(explanation.NotReusable.Select(ReplayJson.Failure)),
        ["machines"] = new JsonObject(explanation.Machines.Select(machine => KeyValuePair.Create(machine.Machine.Name, (JsonNode?)Machine(machine)))),
        ["registers"] = Known(explanation.Registers),
        ["unknown"] = JsonText.List(explanation.Unknown.Select(name => (JsonNode)name)),
        ["variables"] = Known(explanation.Variables),
        ["sets"] = Known(explanation.Sets),
    };

    private static JsonObject Stamp(EventStamp stamp) => new()
    {
        ["event"] = stamp.Event, ["line"] = stamp.Line, ["timeUs"] = stamp.TimeUs, ["text"] = stamp.Text,
    };

    private static JsonNode Fired(Firing firing) => new JsonObject
    {
        ["machine"] = firing.Rule.Machine?.Name,
        ["from"] = firing.From?.Name,
        ["to"] = firing.Rule.To?.Name,
        ["guard"] = firing.Rule.Guard.Text,
        ["checks"] = JsonText.List(firing.Rule.Checks.Select(check => (JsonNode)check.Name)),
        ["model"] = $"{firing.Rule.Location.File}:{firing.Rule.Location.Line}",
    };

    private static JsonObject Machine(MachineSince machine) => new()
    {
        ["state"] = machine.State.Name, ["reusable"] = machine.State.Reusable, ["since"] = Stamp(machine.Since),
    };

    private static JsonObject Known(IReadOnlyList<KnownValue> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)new JsonObject
        {
            ["value"] = value.Value, ["text"] = value.Text, ["by"] = char.ToLowerInvariant(value.By.ToString()[0]) + value.By.ToString()[1..],
            ["since"] = Stamp(value.Since), ["seen"] = Stamp(value.Seen),
        })));
}

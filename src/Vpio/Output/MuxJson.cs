using System.Text.Json.Nodes;
using Passthrough.Scenarios;

namespace Vpio.Output;

/// <summary>What came of a scenario as one JSON object; its keys are documented in docs/mux-json.md and stay as they are.</summary>
internal static class MuxJson
{
    public static JsonObject Write(RunSummary summary, JsonObject provenance) => new()
    {
        ["scenario"] = summary.Scenario.Title,
        ["provenance"] = provenance,
        ["model"] = summary.Scenario.Model.Name,
        ["variant"] = summary.Scenario.Model.Variant,
        ["device"] = summary.Scenario.Device.Kind,
        ["seed"] = summary.Scenario.Seed,
        ["clean"] = summary.IsClean,
        ["problem"] = summary.Multiplexer.Problem,
        ["elapsedNs"] = summary.ElapsedNs,
        ["guests"] = JsonText.List(summary.Guests.Select(Guest)),
        ["handoffs"] = Handoffs(summary),
        ["monitorAccesses"] = summary.Multiplexer.MonitorAccesses,
        ["filter"] = summary.Multiplexer.Filter?.ToString().ToLowerInvariant(),
        ["takenOut"] = summary.Multiplexer.TakenOut,
        ["scrubbedBytes"] = summary.Multiplexer.ScrubbedBytes,
        ["framesLostOnLink"] = summary.Multiplexer.FramesLostOnLink,
        ["framesTooLong"] = summary.Multiplexer.FramesTooLong,
        ["incidentCount"] = summary.Multiplexer.Incidents.Count,
        ["incidents"] = JsonText.List(summary.Multiplexer.Incidents.Kept.Select(incident => new JsonObject
        {
            ["atNs"] = incident.AtNs,
            ["guest"] = incident.Guest,
            ["kind"] = MuxText.Word(incident.Kind),
            ["text"] = incident.Text,
        })),
    };

    private static JsonNode Guest(GuestSummary guest) => new JsonObject
    {
        ["name"] = guest.Plan.Name,
        ["kind"] = guest.Plan.Kind,
        ["weight"] = guest.Plan.Weight,
        ["outcome"] = MuxText.Word(guest.Report.Outcome),
        ["message"] = guest.Report.Message,
        ["clean"] = guest.IsClean,
        ["frames"] = Frames(guest),
        ["bytes"] = guest.Report.Bytes,
        ["interrupts"] = guest.Report.Interrupts,
        ["recoveries"] = guest.Report.Recoveries,
        ["turns"] = guest.Counts.Turns,
        ["evictions"] = guest.Counts.Evictions,
        ["ownedNs"] = guest.OwnedNs,
        ["waitedNs"] = guest.Counts.WaitedNs,
        ["longestWaitNs"] = guest.Counts.LongestWaitNs,
        ["accesses"] = guest.Counts.Accesses,
        ["exits"] = guest.Counts.Exits,
        ["kernelExits"] = guest.Report.KernelExits,
        ["hooked"] = guest.Counts.Hooked,
        ["denied"] = guest.Counts.Denied,
    };

    private static JsonObject Frames(GuestSummary guest) => new()
    {
        ["sent"] = guest.Report.FramesSent,
        ["atPeer"] = guest.AtPeer.Received,
        ["received"] = guest.Report.FramesReceived,
        ["lost"] = guest.Report.FramesLost,
        ["damaged"] = guest.Report.FramesDamaged,
        ["outOfOrder"] = guest.Report.FramesOutOfOrder,
        ["held"] = guest.Counts.FramesHeld,
        ["dropped"] = guest.Counts.FramesDropped,
    };

    private static JsonObject Handoffs(RunSummary summary)
    {
        var handoffs = summary.Multiplexer.Handoffs;
        return new JsonObject
        {
            ["count"] = handoffs.Count,
            ["accesses"] = handoffs.Accesses,
            ["fullCopyAccesses"] = handoffs.FullCopyAccesses,
            ["drainNs"] = handoffs.DrainNs,
            ["moveNs"] = handoffs.MoveNs,
            ["reachNs"] = handoffs.ReachNs,
            ["obstacles"] = new JsonObject(handoffs.Obstacles.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
    }
}

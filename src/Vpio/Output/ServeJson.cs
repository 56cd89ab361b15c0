using System.Text.Json.Nodes;
using Passthrough.Serving;

namespace Vpio.Output;

/// <summary>What was served, for programs.</summary>
internal static class ServeJson
{
    public static JsonObject Write(ServedRun run)
    {
        var multiplexer = run.Multiplexer;
        return new JsonObject
        {
            ["title"] = run.Scenario.Title,
            ["model"] = run.Scenario.Model.Name,
            ["variant"] = run.Scenario.Model.Variant,
            ["device"] = run.Scenario.Device.Kind,
            ["problem"] = multiplexer.Problem,
            ["elapsedNs"] = multiplexer.NowNs,
            ["handoffs"] = multiplexer.Handoffs.Count,
            ["handoffDrainNs"] = multiplexer.Handoffs.DrainNs,
            ["handoffMoveNs"] = multiplexer.Handoffs.MoveNs,
            ["handoffAccesses"] = multiplexer.Handoffs.Accesses,
            ["incidents"] = new JsonArray([.. multiplexer.Incidents.Kept.Select(incident => (JsonNode)new JsonObject
            {
                ["atNs"] = incident.AtNs, ["guest"] = incident.Guest, ["kind"] = MuxText.Word(incident.Kind), ["text"] = incident.Text,
            })]),
            ["guests"] = new JsonArray([.. run.Guests.Select(guest => (JsonNode)Guest(guest))]),
        };
    }

    private static JsonObject Guest(ServedGuest guest)
    {
        var counts = guest.Tenant.Counts;
        return new JsonObject
        {
            ["name"] = guest.Plan.Name,
            ["socket"] = guest.Socket,
            ["arrivals"] = guest.Arrivals,
            ["isAttached"] = guest.IsAttached,
            ["refusals"] = guest.Refusals,
            ["lastProblem"] = guest.LastProblem,
            ["interrupts"] = guest.Interrupts,
            ["turns"] = counts.Turns,
            ["ownedNs"] = counts.OwnedNs,
            ["waitedNs"] = counts.WaitedNs,
            ["longestWaitNs"] = counts.LongestWaitNs,
            ["accesses"] = counts.Accesses,
            ["hooked"] = counts.Hooked,
            ["bytesCopied"] = guest.CopiedBytes,
            ["copied"] = counts.Copied,
            ["denied"] = counts.Denied,
            ["evictions"] = counts.Evictions,
            ["framesHeld"] = counts.FramesHeld,
            ["framesDropped"] = counts.FramesDropped,
        };
    }
}

using System.Text.Json.Nodes;
using Dmm.Analysis.Shrinking;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>What became of a recording that was shrunk, for programs.</summary>
internal static class ShrinkJson
{
    public static JsonObject Write(ShrinkResult result, DeviceModel model, string recording, IEnumerable<TraceEvent> events, IEnumerable<string> files, JsonObject provenance) => new()
    {
        ["model"] = model.Name,
        ["variant"] = model.Variant,
        ["recording"] = recording,
        ["provenance"] = provenance,
        ["symptom"] = result.Symptom.Text,
        ["accesses"] = events.Count(each => each.IsAccess),
        ["runs"] = result.Runs,
        ["least"] = result.IsLeast,
        ["kept"] = JsonText.List(result.Events.Where(each => each.IsAccess).Select(Access)),
        ["files"] = JsonText.List(files.Select(file => (JsonNode)file)),
    };

    private static JsonNode Access(TraceEvent access) => new JsonObject
    {
        ["direction"] = access.Kind == TraceEventKind.Write ? "write" : "read",
        ["region"] = access.Region,
        ["offset"] = access.Offset,
        ["size"] = access.Size,
        ["value"] = access.Value,
    };
}

using System.Text.Json.Nodes;
using Dmm.Tracing;

namespace Vpio.Output;

/// <summary>What a recording holds, for programs.</summary>
internal static class TraceJson
{
    public static JsonObject Write(TraceSummary summary, string path) => new()
    {
        ["recording"] = path,
        ["format"] = summary.Format,
        ["source"] = summary.Source,
        ["device"] = new JsonObject
        {
            ["id"] = summary.Device.Id?.ToString(),
            ["pciAddress"] = summary.Device.PciAddress,
            ["regions"] = JsonText.List(summary.Device.Regions.Select(Region)),
        },
        ["events"] = summary.Events,
        ["counts"] = new JsonObject(Enum.GetValues<TraceEventKind>().Where(kind => kind != TraceEventKind.None)
            .Select(kind => KeyValuePair.Create(char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..], (JsonNode?)summary.CountOf(kind)))),
        ["interrupts"] = summary.InterruptRaises,
        ["dmaReadBytes"] = summary.DmaReadBytes,
        ["dmaWrittenBytes"] = summary.DmaWrittenBytes,
        ["durationUs"] = summary.DurationUs,
        ["skippedLines"] = summary.SkippedLines,
        ["accesses"] = JsonText.List(summary.Accesses.Select(Access)),
        ["problems"] = JsonText.List(summary.Problems.Select(ReplayJson.Problem)),
        ["problemCount"] = summary.ProblemCount,
        ["notes"] = JsonText.List(summary.Notes.Select(note => (JsonNode)note)),
    };

    private static JsonNode Region(TraceRegion region) => new JsonObject
    {
        ["number"] = region.Number, ["space"] = region.Space.ToString().ToLowerInvariant(), ["base"] = region.Base, ["size"] = region.Size,
    };

    private static JsonNode Access(AccessCount access) => new JsonObject
    {
        ["region"] = access.Region, ["offset"] = access.Offset, ["direction"] = access.IsWrite ? "write" : "read",
        ["size"] = access.Size, ["count"] = access.Count,
    };
}

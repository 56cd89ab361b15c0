using System.Text.Json.Nodes;
using Passthrough.Costs;

namespace Vpio.Output;

/// <summary>The cost table for programs.</summary>
internal static class CostJson
{
    public static JsonObject Write(CostReport report) => new()
    {
        ["machine"] = report.Machine,
        ["processor"] = report.Processor.Name,
        ["processors"] = Environment.ProcessorCount,
        ["cyclesMHz"] = report.Processor.MHz,
        ["cyclesFrom"] = report.Processor.Source,
        ["isVirtual"] = report.Processor.IsVirtual,
        ["model"] = report.Model,
        ["parts"] = JsonText.List(report.Parts.Select(part => Part(part, report.Processor))),
        ["comparisons"] = JsonText.List(report.Comparisons.Select(each => new JsonObject { ["text"] = each.Text, ["ratio"] = each.Ratio })),
        ["elapsedMs"] = (long)report.Elapsed.TotalMilliseconds,
    };

    private static JsonObject Part(CostPart part, ProcessorClock clock) => new()
    {
        ["name"] = part.Name,
        ["title"] = part.Title,
        ["rows"] = JsonText.List(part.Rows.Select(row => Row(part, row, clock))),
        ["notes"] = JsonText.List(part.Notes.Select(note => (JsonNode)note)),
        ["problem"] = part.Problem,
        ["command"] = part.Command,
    };

    private static JsonObject Row(CostPart part, CostRow row, ProcessorClock clock) => new()
    {
        ["id"] = row.Id,
        ["title"] = row.Title,
        ["minNs"] = row.Sample.MinNs,
        ["medianNs"] = row.Sample.MedianNs,
        ["minCycles"] = clock.Cycles(row.Sample.MinNs),
        ["medianCycles"] = clock.Cycles(row.Sample.MedianNs),
        ["ratio"] = part.RatioOf(row),
        ["batches"] = row.Sample.Batches,
        ["operations"] = row.Sample.Operations,
        ["accesses"] = row.Accesses,
        ["deviceNs"] = row.DeviceNs,
    };
}

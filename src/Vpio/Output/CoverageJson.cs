using System.Text.Json.Nodes;
using Dmm.Analysis.Coverage;

namespace Vpio.Output;

/// <summary>Coverage for programs; docs/coverage.md lists its keys.</summary>
internal static class CoverageJson
{
    public static JsonObject Write(CoverageReport report, IReadOnlyList<string> recordings, JsonObject provenance) => new()
    {
        ["model"] = report.Model.Name,
        ["variant"] = report.Model.Variant,
        ["provenance"] = provenance,
        ["recordings"] = JsonText.List(recordings.Select(path => (JsonNode)path)),
        ["accesses"] = report.Accesses,
        ["summary"] = new JsonObject(Enum.GetValues<CoverageKind>().Select(kind => KeyValuePair.Create(Word(kind), (JsonNode?)Share(report.Of(kind))))),
        ["probed"] = JsonText.List(report.ProbedRules.Select(rule => (JsonNode)CoverageText.Words(rule))),
        ["items"] = JsonText.List(report.Items.Select(Item)),
    };

    private static string Word(CoverageKind kind) => kind.ToString().ToLowerInvariant();

    private static JsonObject Share((int Covered, int All) share) => new() { ["covered"] = share.Covered, ["of"] = share.All };

    private static JsonNode Item(CoverageItem item) => new JsonObject
    {
        ["kind"] = Word(item.Kind),
        ["name"] = item.Name,
        ["outcome"] = item.Outcome,
        ["count"] = item.Count,
        ["needs"] = item.IsCovered ? null : item.Needs,
        ["model"] = $"{item.Location.File}:{item.Location.Line}",
    };
}

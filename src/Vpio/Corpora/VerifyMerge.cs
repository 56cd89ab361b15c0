using System.Text.Json.Nodes;
using Vpio.Input;
using Vpio.Output;

namespace Vpio.Corpora;

/// <summary>Puts the parts of a verification together as one run would have printed them with <c>--json</c>.</summary>
internal static class VerifyMerge
{
    private static readonly string[] Same = ["verification", "model", "variant", "device", "seed", "hooks", "runs", "workers"];
    private static readonly string[] Added = ["accesses", "steps", "scripts", "denied", "handoffs", "evictions", "sent", "received"];

    /// <summary>Whether a result is one of a verification that has parts.</summary>
    public static bool IsOne(JsonObject result) => (string?)result["verification"] is "runs" or "isolation";

    /// <summary>The result as one object.</summary>
    public static JsonObject Json(IReadOnlyList<ResultFile> files)
    {
        var parts = files.Select(file => file.Whole!).ToList();
        foreach (var file in files)
            foreach (var key in Same)
                ResultSet.MustAgree(key, (files[0].Path, parts[0][key]?.ToString()), (file.Path, file.Whole![key]?.ToString()));
        var merged = parts[0].DeepClone().AsObject();
        merged["shard"] = Shard.Whole.ToString();
        merged["clean"] = parts.TrueForAll(part => (bool)part["clean"]!);
        merged["interrupted"] = parts.Exists(part => (bool)part["interrupted"]!);
        if ((string?)merged["verification"] == "runs")
            merged["results"] = JsonText.List(Runs(parts));
        else
            MergeSearches(merged, parts);
        return merged;
    }

    /// <summary>Each number of guests by itself, in the order of the seeds, up to the run at which one process would have ended.</summary>
    private static IEnumerable<JsonNode> Runs(IReadOnlyList<JsonObject> parts)
    {
        var all = parts.SelectMany(part => part["results"]!.AsArray()).Select(run => run!.AsObject()).ToList();
        foreach (var group in all.GroupBy(run => (int)run["guests"]!))
            foreach (var run in group.OrderBy(run => (ulong)run["seed"]!))
            {
                yield return run.DeepClone();
                if (run["problem"] is not null || run["failure"] is not null)
                    break;
            }
    }

    private static void MergeSearches(JsonObject merged, IReadOnlyList<JsonObject> parts)
    {
        foreach (var key in Added)
            merged[key] = parts.Sum(part => (long)part[key]!);
        merged["coverage"] = parts.Max(part => (int)part["coverage"]!);
        merged["problem"] = parts.Select(part => (string?)part["problem"]).FirstOrDefault(problem => problem is not null);
        merged["findings"] = JsonText.List(parts.SelectMany(part => part["findings"]!.AsArray()).Select(finding => finding!.DeepClone()));
    }
}

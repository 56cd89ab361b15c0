using System.Text.Json.Nodes;
using Dmm.Analysis.Mutation;
using Dmm.Modeling;
using Vpio.Output;

namespace Vpio.Corpora;

/// <summary>Puts the mutants of all parts of a run of <c>vpio mutate</c> into the order that one run would have printed.</summary>
internal static class MutationMerge
{
    private static readonly string[] Same = ["model", "variant", "seed", "against", "possible"];

    /// <summary>The result as one object.</summary>
    public static JsonObject Json(IReadOnlyList<ResultFile> files)
    {
        var parts = files.Select(file => file.Whole!["mutants"] as JsonArray ?? throw ResultFile.Bad(file.Path, "it is no result of 'vpio mutate --json'")).ToList();
        foreach (var file in files)
            foreach (var key in Same)
                ResultSet.MustAgree(key, (files[0].Path, files[0].Whole![key]?.ToString()), (file.Path, file.Whole![key]?.ToString()));
        var merged = files[0].Whole!.DeepClone().AsObject();
        merged["shard"] = Input.Shard.Whole.ToString();
        foreach (var key in (string[])["tried", "caught"])
            merged[key] = files.Sum(file => (long)file.Whole![key]!);
        var longest = parts.Max(part => part.Count);
        merged["mutants"] = JsonText.List(Enumerable.Range(0, longest).SelectMany(i => parts.Where(part => i < part.Count).Select(part => part[i]!.DeepClone())));
        return merged;
    }

    /// <summary>The result for people.</summary>
    /// <param name="merged">The result as one object.</param>
    /// <param name="scoreOnly">Whether survivors are left out.</param>
    public static void Print(JsonObject merged, bool scoreOnly)
    {
        var path = (string)merged["model"]!;
        var results = merged["mutants"]!.AsArray().Select(each => Result(path, each!.AsObject())).ToList();
        MutationText.Print(new MutationReport((int)merged["possible"]!, results), $"{path}, variant {merged["variant"]}", (string)merged["against"]!, scoreOnly);
    }

    private static MutantResult Result(string path, JsonObject each)
    {
        var mutant = new Mutant((string)each["operator"]!, new Location(path, (int)each["line"]!, (int)each["column"]!), (string)each["change"]!, "");
        var outcome = (string)each["outcome"]!;
        return new MutantResult(mutant, outcome != "untried", (string?)each["because"] is { } because ? new Detection(outcome, because) : null, (string?)each["evidence"] ?? "");
    }
}

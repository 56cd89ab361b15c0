using System.Text.Json.Nodes;
using Dmm.Analysis.Mutation;
using Dmm.Modeling.Model;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>What became of the mutants of a model, for programs.</summary>
internal static class MutationJson
{
    public static JsonObject Write(MutationReport report, string path, DeviceModel model, MutationOptions options, MutationSources sources, Shard shard, JsonObject provenance) => new()
    {
        ["model"] = path,
        ["variant"] = model.Variant,
        ["provenance"] = provenance,
        ["seed"] = options.Seed,
        ["shard"] = shard.ToString(),
        ["against"] = sources.Text,
        ["possible"] = report.Possible,
        ["tried"] = report.Tried,
        ["caught"] = report.Caught,
        ["mutants"] = JsonText.List(report.Results.Select(Result)),
    };

    private static JsonNode Result(MutantResult result) => new JsonObject
    {
        ["operator"] = result.Mutant.Operator,
        ["line"] = result.Mutant.Location.Line,
        ["column"] = result.Mutant.Location.Column,
        ["change"] = result.Mutant.Change,
        ["outcome"] = result.CaughtBy?.Kind ?? (result.IsTried ? "survived" : "untried"),
        ["evidence"] = result.CaughtBy is null ? null : result.Source,
        ["because"] = result.CaughtBy?.Text,
    };
}

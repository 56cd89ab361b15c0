using System.CommandLine;
using Vpio.Corpora;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio merge RESULT...</c>.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var results = new Argument<string[]>("RESULT") { Description = "The results of all parts, as --shard I/N --json printed them.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print what one run would have printed with --json." };
        var score = new Option<bool>("--score") { Description = "Of mutants, print the score and the table only." };
        var parquet = CorpusReplay.ParquetOption();
        var command = new Command("merge", "Put the results of all parts of 'vpio replay', 'vpio mutate' or 'vpio verify' together, as one run would have given them. Example: vpio merge part-1.json part-2.json") { results, json, score, parquet };
        command.SetAction(parsed =>
        {
            var files = ResultSet.Open(parsed.GetValue(results)!);
            if (files[0].Whole is not { } whole)
                return Replays(files, parsed.GetValue(json), parsed.GetValue(parquet));
            if (VerifyMerge.IsOne(whole))
                return Verification(files);
            if (parsed.GetValue(parquet) is not null)
                throw new InputException("--parquet is for recordings: 'vpio mutate' has no tables");
            var merged = MutationMerge.Json(files);
            if (parsed.GetValue(json))
                JsonText.Print(merged);
            else
                MutationMerge.Print(merged, parsed.GetValue(score));
            return (long)merged["tried"]! == merged["mutants"]!.AsArray().Count ? ExitStatus.Clean : ExitStatus.Inconclusive;
        });
        return command;
    }

    /// <summary>Verifications are printed as JSON: what they print for people needs the model.</summary>
    private static int Verification(IReadOnlyList<ResultFile> files)
    {
        var merged = VerifyMerge.Json(files);
        JsonText.Print(merged);
        return (bool)merged["clean"]! ? ExitStatus.Clean : (bool)merged["interrupted"]! ? ExitStatus.Usage : ExitStatus.Found;
    }

    private static int Replays(IReadOnlyList<ResultFile> files, bool json, string? parquet)
    {
        var output = new CorpusOutput(json, parquet is null ? null : new CorpusTables(parquet));
        foreach (var line in ReplayMerge.Lines(files))
            output.Add(line);
        return output.End(Shard.Whole);
    }
}

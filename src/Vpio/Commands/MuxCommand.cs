using System.CommandLine;
using Passthrough.Scenarios;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio mux [SCENARIO]</c>.</summary>
internal static class MuxCommand
{
    public static Command Create()
    {
        var scenario = new Argument<string?>("SCENARIO") { Description = "A scenario file (YAML); default: the scenario that comes with the program.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print one JSON object; docs/mux-json.md describes its keys." };
        var record = new Option<string?>("--record") { Description = "Record each guest into this folder, as GUEST.vpt for 'vpio replay'." };
        var seed = SeedOption();
        var quiet = new Option<bool>("--quiet") { Description = "Print the final report only." };
        var command = new Command("mux", "Let guests share one NIC, and report hand-offs, frames, denials and costs. Example: vpio mux scenarios/default.yaml --record recordings")
        {
            scenario, json, record, seed, quiet,
        };
        command.SetAction(parsed =>
        {
            var loaded = ScenarioFile.Load(parsed.GetValue(scenario));
            if (parsed.GetValue(seed) is { } number)
                loaded = loaded with { Seed = number };
            var isWatched = !parsed.GetValue(json) && !parsed.GetValue(quiet);
            var made = parsed.GetValue(scenario) is { } path ? Provenance.Of(path) : Provenance.OfBytes(BuiltIn.Scenario.Name, BuiltIn.Scenario.Bytes.Span);
            return Run(loaded, made, parsed.GetValue(record), isWatched, parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(Scenario scenario, Provenance made, string? folder, bool isWatched, bool json)
    {
        using var run = ScenarioBuilder.TryBuild(scenario, out var problem) ?? throw new InputException(problem!);
        using var recordings = folder is null ? null : RecordingFolder.Begin(folder, run);
        using var interruption = new Interruption();
        if (isWatched)
            MuxView.Show(run, interruption.Token);
        else
            run.Run(cancel: interruption.Token);
        recordings?.Complete();
        var summary = RunSummary.Of(run);
        if (json)
            JsonText.Print(MuxJson.Write(summary, made.Json()));
        else
            MuxText.Print(summary, interruption.Token.IsCancellationRequested);
        var notes = recordings?.Notes.ToList() ?? [];
        notes.ForEach(note => Console.Error.WriteLine($"vpio: {note}"));
        return summary.IsClean && notes.Count == 0 ? ExitStatus.Clean : ExitStatus.Found;
    }

    private static Option<ulong?> SeedOption() => new("--seed")
    {
        Description = "Override the scenario's seed, which determines frame lengths.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ulong.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue)
                return number;
            result.AddError($"'{text}' is not a seed: give --seed as a whole number from 0, like 7.");
            return null;
        },
    };
}

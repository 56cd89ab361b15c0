using Passthrough.Nics;
using System.CommandLine;
using Passthrough.Verification.Isolation.Search;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio verify isolation MODEL</c>.</summary>
internal static class VerifyIsolationCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "A model file (YAML); default: the model that comes with the program.", Arity = ArgumentArity.ZeroOrOne };
        var device = new Option<string>("--device") { Description = "The device: simulated, or qemu with the model's variant of that name.", DefaultValueFactory = _ => NicCatalog.BenchNames[0] };
        device.AcceptOnlyFromAmong([.. NicCatalog.BenchNames]);
        var variant = new Option<string?>("--variant") { Description = "Variant of the model, as 'vpio check MODEL' lists them; default: the variant of the device." };
        var seed = VerifyNumbers.Seed();
        var accesses = VerifyNumbers.Accesses();
        var seconds = VerifyNumbers.Seconds();
        var workers = VerifyNumbers.Workers();
        var shard = Shard.Option();
        var json = new Option<bool>("--json") { Description = "Print one JSON object; docs/verification.md describes its keys." };
        var command = new Command("isolation", "Search for a script by which a hostile guest reads, changes or breaks what belongs to another guest, and shrink the script. Example: vpio verify isolation models/ne2k.yaml --accesses 20000")
        {
            model, device, variant, seed, accesses, seconds, workers, shard, json,
        };
        command.Validators.Add(result =>
        {
            if (Shard.IsGiven(result, shard) && (result.GetValue(workers) is not null || result.GetValue(seconds) is not null))
                result.AddError("--shard I/N is one worker of N, and ends by its accesses alone: leave --workers and --seconds out.");
        });
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var plan = IsolationPlan.Make(parsed.GetValue(device)!, parsed.GetValue(model), parsed.GetValue(variant), parsed.GetValue(seed) ?? 1, parsed.GetValue(accesses), parsed.GetValue(seconds), parsed.GetValue(workers), parsed.GetValue(shard));
            return Search(plan, parsed.GetValue(json), interruption.Token);
        });
        return command;
    }

    private static int Search(IsolationPlan plan, bool json, CancellationToken cancel)
    {
        var result = new SearchResult();
        VerifyProgress.Show("accesses", plan.Options.Accesses, progress => result = IsolationSearch.Search(plan.Options, progress, cancel));
        if (json)
            IsolationOutput.PrintJson(plan, result, cancel.IsCancellationRequested);
        else
            IsolationOutput.PrintText(plan, result, cancel.IsCancellationRequested);
        if (result.Problem is { } problem)
            throw new InputException($"it could not be searched to the end: {problem}");
        if (cancel.IsCancellationRequested)
            throw new InputException("interrupted: what is printed is what was found out so far");
        return result.Findings.Count == 0 ? ExitStatus.Clean : ExitStatus.Found;
    }
}

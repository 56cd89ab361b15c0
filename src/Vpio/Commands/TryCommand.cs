using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Passthrough.Handoff;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio try MODEL SCRIPT</c>.</summary>
internal static class TryCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var script = new Argument<string>("SCRIPT") { Description = "A script: accesses, memory of the guest, and what must come of them; docs/evidence.md lists its lines." };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("try", "Run a model live without a device: accesses, memory contents and expectations from a script. Example: vpio try docs/examples/tn8.yaml docs/examples/tn8.try")
        {
            model, script, variant, goals, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(script)!;
            var text = Read(path);
            var loaded = ModelFile.Load(parsed.GetValue(model)!, parsed.GetValue(variant) ?? TryScript.VariantOf(text));
            GoalOption.MustSuit(loaded, GoalOption.Of(parsed, goals));
            var read = TryScript.Read(text, loaded);
            if (read.Faults.Count > 0)
                throw new InputException($"the script cannot be read: {string.Join("; ", read.Faults.Select(fault => $"{path}:{fault.Line}: {fault.Message}"))}");
            if (read.Count == 0)
                throw new InputException($"the script '{path}' does nothing: it needs accesses, such as 'W CMD = 1'");
            var faults = TryRun.Run(TableCompiler.Compile(loaded, GoalOption.Of(parsed, goals)), read, restoring: new RestoreTrial());
            if (parsed.GetValue(json))
                JsonText.Print(new JsonObject
                {
                    ["model"] = loaded.Name, ["variant"] = loaded.Variant, ["script"] = path,
                    ["provenance"] = Provenance.Of(parsed.GetValue(model)!, path).Json(GoalOption.Of(parsed, goals), read.Map), ["cases"] = read.Count,
                    ["faults"] = JsonText.List(faults.Select(fault => new JsonObject { ["line"] = fault.Line, ["message"] = fault.Message })),
                });
            else
                Print(path, read.Count, faults);
            return faults.Count == 0 ? ExitStatus.Clean : ExitStatus.Found;
        });
        return command;
    }

    /// <summary>The text of a script.</summary>
    public static string Read(string path)
    {
        var bytes = InputFile.Read("script", path, TryScript.MaxBytes);
        return bytes.Length <= TryScript.MaxBytes ? Encoding.UTF8.GetString(bytes)
            : throw new InputException($"the script '{path}' has more than {Figures.Count(TryScript.MaxBytes)} bytes: split it");
    }

    private static void Print(string path, int cases, IReadOnlyList<TryFault> faults)
    {
        foreach (var fault in faults)
            FoldedText.WriteLine($"{path}:{fault.Line}: {fault.Message}");
        FoldedText.WriteLine(faults.Count == 0 ? $"{path}: {Figures.Count(cases)} {(cases == 1 ? "case" : "cases")}, all as expected"
            : $"{path}: {Figures.Count(faults.Count)} of {Figures.Count(cases)} cases not as expected");
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Dmm.Analysis.Checking;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Vpio.Input;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio check MODEL</c>.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var model = new Argument<string[]>("MODEL") { Description = "Model files (YAML).", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print the diagnostics as JSON." };
        var command = new Command("check", "Report every mistake of a model, of all its variants, at its line and column. Example: vpio check models/ne2k.yaml") { model, json };
        command.SetAction(parsed => Run(parsed.GetValue(model)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool json)
    {
        var results = paths.Select(path => (Path: path, Result: ModelCheck.Run(path, ModelFile.ReadBytes(path)))).ToList();
        if (json)
            JsonText.Print(JsonText.List(results.SelectMany(each => each.Result.Diagnostics).Select(Json)));
        else
            foreach (var (path, result) in results)
                Print(path, result);
        return results.All(each => each.Result.Succeeded) ? ExitStatus.Clean : ExitStatus.Found;
    }

    private static void Print(string path, LoadResult result)
    {
        foreach (var diagnostic in result.Diagnostics)
            Console.Out.WriteLine(diagnostic);
        var errors = result.Diagnostics.Count(each => each.Severity == Severity.Error);
        var warnings = result.Diagnostics.Count - errors;
        var found = errors + warnings == 0 ? "no mistakes found" : $"{errors} error(s), {warnings} warning(s)";
        if (result.Model is { } model)
            Console.Out.WriteLine($"{path}: {found}: {model.Registers.Count} registers, {model.Machines.Count} machines, {model.Rules.Count} transitions and rules, {model.Checks.Count} checks; variants {string.Join(", ", model.Variants)}");
        else
            Console.Out.WriteLine($"{path}: {found}");
    }

    private static JsonNode Json(Diagnostic diagnostic) => new JsonObject
    {
        ["file"] = diagnostic.Location.File,
        ["line"] = diagnostic.Location.Line,
        ["column"] = diagnostic.Location.Column,
        ["severity"] = diagnostic.Severity.ToString().ToLowerInvariant(),
        ["code"] = diagnostic.Code,
        ["message"] = diagnostic.Message,
        ["path"] = diagnostic.Path,
        ["cure"] = diagnostic.Cure,
    };
}

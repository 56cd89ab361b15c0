using System.CommandLine;
using Dmm.Analysis.Checking;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio check MODEL</c>.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var model = new Argument<string[]>("MODEL") { Description = "Model files (YAML), folders of them and patterns.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print the diagnostics as JSON." };
        var sarif = new Option<bool>("--sarif") { Description = "Print the diagnostics as SARIF 2.1.0, for editors and code hosts." };
        var docs = new Option<Uri?>("--docs")
        {
            Description = "Base URL of this repository, like https://example.org/vpio/; SARIF rules link to docs/diagnostics.md below it.",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "file")
                    return uri;
                result.AddError($"'{result.Tokens[0].Value}' is no address: give --docs as https://example.org/vpio/.");
                return null;
            },
        };
        var command = new Command("check", "Report every mistake in a model and its variants, with line and column. Example: vpio check models/ne2k.yaml") { model, json, sarif, docs };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(sarif))
                result.AddError("--json and --sarif are two forms of one output: give one of them.");
        });
        command.SetAction(parsed => Run(ModelSet.Of(parsed.GetValue(model)!), parsed.GetValue(json), parsed.GetValue(sarif), parsed.GetValue(docs)));
        return command;
    }

    private static int Run(IReadOnlyList<string> paths, bool json, bool sarif, Uri? docs)
    {
        var results = paths.Select(path => ModelCheck.Run(path, ModelFile.ReadBytes(path))).ToList();
        var diagnostics = results.SelectMany(result => result.Diagnostics).ToList();
        if (json)
            JsonText.Print(DiagnosticJson.Write(diagnostics));
        else if (sarif)
            JsonText.Print(Sarif.Write(diagnostics, docs is null ? null : docs.AbsoluteUri.TrimEnd('/') + "/"));
        else
            for (var i = 0; i < paths.Count; i++)
                Print(paths[i], results[i]);
        return results.All(result => result.Succeeded) ? ExitStatus.Clean : ExitStatus.Found;
    }

    private static void Print(string path, LoadResult result)
    {
        foreach (var diagnostic in result.Diagnostics)
            Console.Out.WriteLine(diagnostic);
        var errors = result.Diagnostics.Count(each => each.Severity == Severity.Error);
        var warnings = result.Diagnostics.Count - errors;
        var found = errors + warnings == 0 ? "no mistakes found" : $"{errors} error(s), {warnings} warning(s)";
        if (result.Model is { } model)
            FoldedText.WriteLine($"{path}: {found}: {model.Registers.Count} registers, {model.Machines.Count} machines, {model.Rules.Count} transitions and rules, {model.Checks.Count} checks; variants {string.Join(", ", model.Variants)}");
        else
            FoldedText.WriteLine($"{path}: {found}");
    }
}

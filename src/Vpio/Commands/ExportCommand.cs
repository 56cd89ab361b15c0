using System.CommandLine;
using Dmm.Compilation;
using Dmm.Exporting;
using Dmm.Exporting.Stateless;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio export MODEL --format stateless|json</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var format = new Option<string>("--format") { Description = "stateless: C# source for the library Stateless; json: the compiled model, docs/exporting.md lists its keys.", Required = true };
        format.AcceptWords("stateless", "json");
        var output = new Option<string?>("--output") { Description = "The file to write; standard output by default." };
        var command = new Command("export", "Write a model for other programs: as C# source that configures the library Stateless, or as JSON. Example: vpio export models/ne2k.yaml --format stateless --output Ne2k.cs")
        {
            model, format, output, variant, goals,
        };
        command.SetAction(parsed =>
        {
            var loaded = ModelFile.Load(parsed.GetValue(model)!, parsed.GetValue(variant));
            GoalOption.MustSuit(loaded, GoalOption.Of(parsed, goals));
            var text = parsed.GetValue(format) == "stateless"
                ? StatelessSource.Write(loaded)
                : JsonText.Indented(ModelJson.Write(TableCompiler.Compile(loaded, GoalOption.Of(parsed, goals)))) + "\n";
            if (parsed.GetValue(output) is { } path)
                OutputFile.Write(path, text);
            else
                Console.Out.Write(text);
            return ExitStatus.Clean;
        });
        return command;
    }
}

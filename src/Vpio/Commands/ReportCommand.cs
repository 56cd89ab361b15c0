using System.CommandLine;
using Dmm.Compilation;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio report MODEL RECORDING --output FILE.html</c>.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var recording = new Argument<string>("RECORDING") { Description = "A recording, as for 'vpio replay'; - for standard input." };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var output = new Option<string>("--output") { Description = "The HTML file to write.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, like 'vpio replay --json'." };
        var command = new Command("report", "Write a replay as one self-contained HTML file: timeline with zoom, hook costs, machines, denials. Example: vpio report models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --output boot.html")
        {
            model, recording, output, variant, goals, json,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var loaded = ModelFile.Load(parsed.GetValue(model)!, parsed.GetValue(variant));
            GoalOption.MustSuit(loaded, GoalOption.Of(parsed, goals));
            var report = ReplayCommand.Play(TableCompiler.Compile(loaded, GoalOption.Of(parsed, goals)), parsed.GetValue(recording)!, DeviceOptions.From(parsed), parsed.GetValue(output), parsed.GetValue(model));
            if (parsed.GetValue(json))
                JsonText.Print(ReplayJson.Write(report, Provenance.Of(parsed.GetValue(model)!, parsed.GetValue(recording)!)));
            else
                Console.Out.WriteLine($"{parsed.GetValue(output)}: {Figures.Count(report.Accesses)} accesses, {ReplayJson.Word(report.Outcome)}");
            return ExitStatus.Of(report.Outcome);
        });
        return command;
    }
}

using System.CommandLine;
using Dmm.Analysis.Coverage;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio coverage MODEL RECORDING…</c>.</summary>
internal static class CoverageCommand
{
    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Argument<string[]> RecordingArgument = new("RECORDING") { Description = "Recordings, folders of them and patterns; each starts at power-on, and their coverage is added up.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> SummaryOption = new("--summary") { Description = "Print totals only, not what is missing." };
    private static readonly Option<bool> AllOption = new("--all") { Description = "Print covered parts too, with counts." };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object; docs/coverage.md lists its keys." };

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var engine = EngineOption.Create();
        var command = new Command("coverage", "Report which parts of a model the recordings cover: states, transitions, guards, checks, conditions, registers; and what a recording must contain to cover the rest. Example: vpio coverage models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --variant qemu")
        {
            ModelArgument, RecordingArgument, variant, goals, engine, SummaryOption, AllOption, JsonOption,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(SummaryOption) && parsed.GetValue(AllOption))
                throw new InputException("--summary and --all contradict each other: give one of them");
            var model = ModelFile.Load(parsed.GetValue(ModelArgument)!, parsed.GetValue(variant));
            GoalOption.MustSuit(model, GoalOption.Of(parsed, goals));
            string[] recordings = [.. RecordingSet.InOrder(parsed.GetValue(RecordingArgument)!)];
            var (report, problems) = Play(TableCompiler.Compile(model, GoalOption.Of(parsed, goals), engine: EngineOption.Of(parsed, engine)), recordings, DeviceOptions.From(parsed));
            if (parsed.GetValue(JsonOption))
                JsonText.Print(CoverageJson.Write(report, recordings, Provenance.Of(parsed.GetValue(ModelArgument)!, recordings).Json(GoalOption.Of(parsed, goals), GuestMap.OfPc)));
            else
                CoverageText.Print(report, recordings, parsed.GetValue(SummaryOption), parsed.GetValue(AllOption));
            return problems > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static (CoverageReport Report, long Problems) Play(MonitorTables tables, string[] recordings, DeviceOptions device)
    {
        var tally = new CoverageTally(tables);
        var problems = 0L;
        foreach (var path in recordings)
        {
            using var stream = RecordingFile.OpenStream(path);
            using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(tables.Model, device));
            var before = tally.Accesses;
            InputProgress.Show(stream, Path.GetFileName(path), progress =>
            {
                tally.Add(reader, progress);
                return true;
            });
            RecordingFile.MustBeReadable(reader, path);
            RecordingFile.MustHoldAccesses(tally.Accesses - before, path);
            problems += reader.ProblemCount;
        }
        return (tally.Report(), problems);
    }
}

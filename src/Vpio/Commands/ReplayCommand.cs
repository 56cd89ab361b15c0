using System.CommandLine;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Replaying;
using Dmm.Replaying.Timeline;
using Dmm.Tracing;
using Vpio.Corpora;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;
using Vpio.Output.Report;

namespace Vpio.Commands;

/// <summary><c>vpio replay MODEL RECORDING</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var recording = new Argument<string[]>("RECORDING")
        {
            Description = "A recording: a log of QEMU, KVM, VFIO, qtest or mmiotrace, or a .vpt file, plain or .gz; - for standard input. Several, folders and patterns give a line for each.",
            Arity = ArgumentArity.OneOrMore,
        };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var engine = EngineOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON object, or one in a line for each of several recordings; docs/replay-json.md describes its keys." };
        var page = new Option<string?>("--report") { Description = "Also write the HTML report to this file, like 'vpio report'." };
        var memory = MemoryOption.Create();
        var shard = Shard.Option();
        var parquet = CorpusReplay.ParquetOption();
        var command = new Command("replay", "Replay a real driver's recording against a model: hooked accesses, state changes, reusable times, denied DMA. Example: vpio replay models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --variant qemu")
        {
            model, recording, variant, goals, engine, json, page, memory, shard, parquet,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var loaded = ModelFile.Load(parsed.GetValue(model)!, parsed.GetValue(variant));
            GoalOption.MustSuit(loaded, GoalOption.Of(parsed, goals));
            var tables = TableCompiler.Compile(loaded, GoalOption.Of(parsed, goals), engine: EngineOption.Of(parsed, engine));
            var names = parsed.GetValue(recording)!;
            if (RecordingSet.AreSeveral(names) || !parsed.GetValue(shard).IsWhole || parsed.GetValue(parquet) is not null)
            {
                if (parsed.GetValue(page) is not null)
                    throw new InputException("--report is about one recording: give one, without --shard and --parquet");
                var play = new CorpusPlay(tables, parsed.GetValue(model)!, DeviceOptions.From(parsed), MemoryOption.Read(parsed.GetValue(memory)));
                return CorpusReplay.Run(names, play, parsed.GetValue(shard), parsed.GetValue(json), parsed.GetValue(parquet));
            }
            var path = names[0];
            var report = Play(tables, path, DeviceOptions.From(parsed), parsed.GetValue(page), parsed.GetValue(model), MemoryOption.Read(parsed.GetValue(memory)));
            if (parsed.GetValue(json))
                JsonText.Print(ReplayJson.Write(report, Provenance.Of(parsed.GetValue(model)!, path)));
            else
                ReplayText.Print(report, path);
            return ExitStatus.Of(report.Outcome);
        });
        return command;
    }

    /// <summary>Plays a recording with a progress bar; one that cannot be used ends the verb.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="path">The recording.</param>
    /// <param name="device">Which device of the recording is meant.</param>
    /// <param name="page">The HTML file to write, or null.</param>
    /// <param name="model">The model's file, which the page names.</param>
    /// <param name="memory">Where the guest has memory; as a PC when it is null.</param>
    public static ReplayReport Play(MonitorTables tables, string path, DeviceOptions device, string? page = null, string? model = null, GuestMap? memory = null)
    {
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(tables.Model, device));
        var timeline = page is null ? null : new ReplayTimeline(tables.Model);
        var replayer = new Replayer(tables, timeline, memory);
        var report = InputProgress.Show(stream, Path.GetFileName(path), progress => replayer.Run(reader, progress));
        RecordingFile.MustBeReadable(reader, path);
        RecordingFile.MustHoldAccesses(report.Accesses, path);
        if (timeline is not null)
            OutputFile.Write(page!, ReportPage.Write(report, replayer.Monitor, timeline, Provenance.Of(model ?? "", path)));
        return report;
    }
}

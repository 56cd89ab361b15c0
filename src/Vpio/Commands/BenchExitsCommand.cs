using System.CommandLine;
using Dmm.Compilation;
using Dmm.Tracing;
using Passthrough.Costs.Exits;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio bench exits MODEL RECORDING</c>.</summary>
internal static class BenchExitsCommand
{
    public static Command Create()
    {
        var usual = new ExitOptions();
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML)." };
        var recording = new Argument<string>("RECORDING") { Description = "The recording whose accesses the guest makes." };
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var kvm = new Option<string>("--kvm") { Description = "The device node of KVM.", DefaultValueFactory = _ => usual.KvmPath };
        var card = new Option<string?>("--card") { Description = "The card of this machine on whose registers the accesses are made, like 0000:03:00.0; without it they are made on memory. The card reaches no memory meanwhile." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("exits", "Count by KVM's own counters how often a driver leaves its guest when pages of registers are mapped into it. Example: vpio bench exits models/e1000.yaml traces/e1000-boot.qemu.log.gz --variant qemu")
        {
            model, recording, variant, goals, kvm, card, json,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var loaded = ModelFile.Load(parsed.GetValue(model)!, parsed.GetValue(variant));
            var wanted = GoalOption.Of(parsed, goals);
            GoalOption.MustSuit(loaded, wanted);
            var (path, device) = (parsed.GetValue(recording)!, DeviceOptions.From(parsed));
            var tables = TableCompiler.Compile(loaded, wanted);
            var frames = ReplayCommand.Play(tables, path, device).Frames;
            var report = new ExitMeasurement(tables, AccessesOf(tables, path, device), new ExitOptions { KvmPath = parsed.GetValue(kvm)!, Card = parsed.GetValue(card) }).Run();
            var survey = new ExitSurvey(loaded, wanted, path, parsed.GetValue(card), frames, report);
            if (parsed.GetValue(json))
                JsonText.Print(ExitJson.Write(survey));
            else
                ExitText.Print(survey);
            return report.Problem is null ? ExitStatus.Clean : ExitStatus.Inconclusive;
        });
        return command;
    }

    private static List<TraceEvent> AccessesOf(MonitorTables tables, string path, DeviceOptions device)
    {
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(tables.Model, device));
        var (batch, accesses) = (new TraceBatch(), new List<TraceEvent>());
        while (reader.Read(batch) > 0)
            accesses.AddRange(batch.Events.Take(batch.Count).Where(access => access.IsAccess));
        RecordingFile.MustHoldAccesses(accesses.Count, path);
        return accesses;
    }
}

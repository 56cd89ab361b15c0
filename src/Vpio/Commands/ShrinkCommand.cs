using System.CommandLine;
using Dmm.Analysis.Shrinking;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Tracing;
using Dmm.Tracing.Qemu;
using Dmm.Tracing.Qtest;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio shrink MODEL RECORDING</c>.</summary>
internal static class ShrinkCommand
{
    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Argument<string> RecordingArgument = new("RECORDING") { Description = "A recording in which the model denies an access; - for standard input." };
    private static readonly Option<string?> AgainstOption = new("--against") { Description = "A second model; keep the first access that the two models judge differently, instead of a denial." };
    private static readonly Option<string?> SecondVariantOption = new("--variant2") { Description = "Variant of the second model; without --against, another variant of MODEL." };
    private static readonly Option<string?> OutputOption = new("--output") { Description = "Write PREFIX.log, PREFIX.vpt and PREFIX.qtest; default: text to standard output." };
    private static readonly Option<bool> ForceOption = new("--force") { Description = "Overwrite existing files." };
    private static readonly Option<string> QemuOption = new("--qemu-device") { Description = "QEMU's name of the device, for the qtest script.", DefaultValueFactory = _ => QtestScript.AnyDevice };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object; docs/evidence.md lists its keys." };
    private static readonly Option<int> MaxRunsOption = CountOption.Create("--max-runs", 10_000, "Maximum number of shorter recordings to try.");

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var command = new Command("shrink", "Reduce a recording to the fewest accesses that cause the same denial; write text, .vpt and a qtest script for QEMU. Example: vpio shrink models/ne2k.yaml denied.log --output small")
        {
            ModelArgument, RecordingArgument, variant, goals, AgainstOption, SecondVariantOption, OutputOption, ForceOption, MaxRunsOption, QemuOption, JsonOption,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var prefix = parsed.GetValue(OutputOption);
            foreach (var path in prefix is null ? [] : FilesOf(prefix))
                OutputFile.MustBeFree(path, parsed.GetValue(ForceOption));
            var model = ModelFile.Load(parsed.GetValue(ModelArgument)!, parsed.GetValue(variant));
            var chosen = GoalOption.Of(parsed, goals);
            return Run(parsed, model, FinderFrom(parsed, model, chosen), prefix, chosen);
        });
        return command;
    }

    private static ISymptomFinder FinderFrom(ParseResult parsed, DeviceModel model, HookGoals goals)
    {
        GoalOption.MustSuit(model, goals);
        var tables = TableCompiler.Compile(model, goals);
        if (parsed.GetValue(AgainstOption) is null && parsed.GetValue(SecondVariantOption) is null)
            return new DenialFinder(tables);
        var second = ModelFile.Load(parsed.GetValue(AgainstOption) ?? parsed.GetValue(ModelArgument)!, parsed.GetValue(SecondVariantOption));
        GoalOption.MustSuit(second, goals);
        return new DifferenceFinder(tables, TableCompiler.Compile(second, goals));
    }

    private static int Run(ParseResult parsed, DeviceModel model, ISymptomFinder finder, string? prefix, HookGoals goals)
    {
        var path = parsed.GetValue(RecordingArgument)!;
        var options = RecordingFile.OptionsFor(model, DeviceOptions.From(parsed));
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, options);
        var events = InputProgress.Show(stream, Path.GetFileName(path), _ => RecordedEvents.Load(reader, Shrinker.MaxEvents).ToArray());
        RecordingFile.MustBeReadable(reader, path);
        RecordingFile.MustHoldAccesses(events.Count(each => each.IsAccess), path);
        var maxRuns = parsed.GetValue(MaxRunsOption);
        var result = WorkProgress.Show(Path.GetFileName(path), events.Length, progress => new Shrinker(finder, maxRuns).Run(events, progress))
            ?? throw new InputException($"the recording '{path}' shows nothing to be kept: {(finder is DenialFinder ? "no access of it is denied" : "the two models say the same of every access")}{(events.Length == Shrinker.MaxEvents ? $" in its first {Figures.Count(events.Length)} events" : "")}");
        if (!QemuLogWriter.CanWrite(result.Events))
        {
            Console.Error.WriteLine($"vpio: something of the recording '{path}' is missing before {result.Symptom.Text}, and it may be owed to that: record again");
            return ExitStatus.Inconclusive;
        }
        var device = PlacedDevice.Of(reader.Device, options, model.Regions.Where(region => !region.IsBehindIndex).Select(region => new TraceRegion(region.Number, region.Space, 0, region.Size)));
        var source = path == "-" ? "a recording" : Path.GetFileName(path);
        Hand(parsed, new ShrunkForms(model, device, result, source), prefix, finder, options, result);
        if (parsed.GetValue(JsonOption))
            JsonText.Print(ShrinkJson.Write(result, model, path, events, prefix is null ? [] : FilesOf(prefix), Provenance.Of(parsed.GetValue(ModelArgument)!, path).Json(goals, GuestMap.OfPc)));
        else if (prefix is not null)
            Report(path, events, result, prefix);
        return ExitStatus.Clean;
    }

    private static void Hand(ParseResult parsed, ShrunkForms forms, string? prefix, ISymptomFinder finder, TraceReaderOptions options, ShrinkResult result)
    {
        var text = forms.Text();
        // A reader may need to be told what the recording told: it is tried, so that nobody mails a text that shows nothing.
        using (var back = TraceReaders.Open(new MemoryStream(text), options))
            if (!result.Symptom.IsSameAs(finder.Find(RecordedEvents.Load(back, Shrinker.MaxEvents).ToArray())))
                Console.Error.WriteLine($"vpio: the text does not show it without --base or --device{(back.Unreadable is { } why ? $" ({why})" : "")}; the .vpt file does");
        if (prefix is null)
        {
            if (!parsed.GetValue(JsonOption))
                Console.Out.Write(System.Text.Encoding.UTF8.GetString(text));
            return;
        }
        var files = FilesOf(prefix);
        var force = parsed.GetValue(ForceOption);
        OutputFile.Write(files[0], text, force);
        OutputFile.Write(files[1], forms.Binary(), force);
        OutputFile.Write(files[2], forms.Script(parsed.GetValue(QemuOption)!, Path.GetFileName(files[2])), force);
    }

    private static void Report(string path, TraceEvent[] events, ShrinkResult result, string prefix)
    {
        FoldedText.WriteLine($"{path}: {result.Symptom.Text}");
        FoldedText.WriteLine($"{Figures.Count(events.Count(each => each.IsAccess))} accesses → {Figures.Count(result.Accesses)}, in {Figures.Count(result.Runs)} runs; {(result.IsLeast ? "none can be left out" : "cut off by --max-runs, perhaps not the fewest")}");
        FoldedText.WriteLine($"written: {string.Join(", ", FilesOf(prefix))}");
    }

    private static string[] FilesOf(string prefix) => [$"{prefix}.log", $"{prefix}.vpt", $"{prefix}.qtest"];
}

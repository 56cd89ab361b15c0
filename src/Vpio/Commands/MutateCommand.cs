using System.CommandLine;
using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Evidence;
using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Tracing;
using Passthrough.Handoff;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio mutate MODEL RECORDING...</c>.</summary>
internal static class MutateCommand
{
    /// <summary>256 MB of events: all recordings are played again and again, so they are kept in memory.</summary>
    private const int MaxEvents = 16 << 20;

    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Argument<string[]> RecordingArgument = new("RECORDING") { Description = "Recordings of real drivers, folders of them and patterns, in which the model denies no access.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> DeniedOption = new("--denied") { Description = "Attacks that the model denies: recordings, scripts of 'vpio try', or folders of them; a mutant that allows one is caught.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> KnownOption = new("--known") { Description = "Known facts about the device: recordings with '# known: ...' lines, scripts of 'vpio try', or folders of them; see docs/evidence.md.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> HandoffOption = Handoff();
    private static readonly Option<string[]> OperatorOption = Operators();
    private static readonly Option<int> MaxOption = CountOption.Create("--max-mutants", 1000, "Maximum number of mutants; beyond it, a random sample is tried.");
    private static readonly Option<int> SeedOption = CountOption.Create("--seed", 1, "Random seed for the sample of mutants and for hand-off times.");
    private static readonly Option<int> LimitOption = CountOption.Create("--limit", 120_000, "Start no more mutants after this many milliseconds.");
    private static readonly Option<int> JobsOption = CountOption.Create("--jobs", Environment.ProcessorCount, "Number of mutants tried in parallel.");
    private static readonly Option<string?> EngineChoice = EngineOption.Create();
    private static readonly Option<Shard> ShardOption = Shard.Option();
    private static readonly Option<bool> ScoreOption = new("--score") { Description = "Print the score and the table only, not every survivor." };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object; docs/evidence.md lists its keys." };

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var command = new Command("mutate", "Put small faults into a model, one at a time, and report which of them the evidence catches: the check, recordings of real drivers, known attacks, known moments, hand-offs. Example: vpio mutate models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --variant qemu")
        {
            ModelArgument, RecordingArgument, DeniedOption, KnownOption, HandoffOption, OperatorOption, variant, goals, EngineChoice, MaxOption, SeedOption, LimitOption, JobsOption, ShardOption, ScoreOption, JsonOption,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed => Run(parsed, parsed.GetValue(variant), GoalOption.Of(parsed, goals)));
        return command;
    }

    private static int Run(ParseResult parsed, string? variant, HookGoals goals)
    {
        var path = parsed.GetValue(ModelArgument)!;
        var model = ModelFile.Load(path, variant);
        GoalOption.MustSuit(model, goals);
        var options = new MutationOptions
        {
            Variant = variant, Operators = parsed.GetValue(OperatorOption) ?? [], MaxMutants = parsed.GetValue(MaxOption),
            Seed = parsed.GetValue(SeedOption), LimitMs = parsed.GetValue(LimitOption), Jobs = parsed.GetValue(JobsOption),
            Part = parsed.GetValue(ShardOption).Number, Parts = parsed.GetValue(ShardOption).Of,
        };
        var damaged = new List<string>();
        var attacks = (parsed.GetValue(DeniedOption) ?? []).SelectMany(Files).Select(file => Script(file, model, goals) ?? Attack(file, model, goals, EngineOption.Of(parsed, EngineChoice), Load(parsed, file, model, damaged))).ToList();
        var recorded = RecordingSet.InOrder(parsed.GetValue(RecordingArgument)!).Select(file => Recorded(file, model, goals, EngineOption.Of(parsed, EngineChoice), Load(parsed, file, model, damaged))).OrderBy(each => each.Events).ToList();
        var known = (parsed.GetValue(KnownOption) ?? []).SelectMany(Files).Select(file => (IEvidence?)Script(file, model, goals) ?? Known(parsed, file, model, goals)).ToList();
        var handoff = HandoffChoice.Make(parsed.GetValue(HandoffOption)!, model, options.Seed);
        if (recorded.Count + attacks.Count + known.Count + handoff.Evidence.Count == 0)
            throw new InputException("there is nothing to hold mutants against: give recordings, --denied or --known");
        // What is played fastest is asked first; what others catch never comes to a device.
        IEvidence[] evidence = [.. attacks, .. known.OfType<TriedEvidence>(), .. recorded, .. known.Where(each => each is not TriedEvidence), .. handoff.Evidence];
        var sources = new MutationSources(recorded, [.. attacks, .. known], handoff.Text);
        var bytes = ModelFile.ReadBytes(path);
        var steps = Math.Min(options.MaxMutants, MutationOperators.Apply(path, bytes, variant, options.Operators).Count);
        using var interruption = new Interruption();
        var report = WorkProgress.Show(Path.GetFileName(path), steps, progress => MutationRun.Run(path, bytes, evidence, options, progress, interruption.Token));
        if (parsed.GetValue(JsonOption))
            JsonText.Print(MutationJson.Write(report, path, model, options, sources, parsed.GetValue(ShardOption),
                Provenance.Of(path, [.. recorded.Select(each => each.Name), .. attacks.Select(each => each.Name), .. known.Select(each => each.Name)]).Json(goals, GuestMap.OfPc)));
        else
            MutationText.Print(report, $"{path}, variant {model.Variant}", sources.Text, parsed.GetValue(ScoreOption));
        foreach (var file in damaged)
            Console.Error.WriteLine($"vpio: something of the recording '{file}' is missing, so it may catch less, or something else, than it would");
        if (interruption.Token.IsCancellationRequested)
            Console.Error.WriteLine($"vpio: stopped: {Figures.Count(report.Results.Count - report.Tried)} of {Figures.Count(report.Results.Count)} mutants were not tried");
        else if (report.Tried == 0 && report.Results.Count > 0)
            Console.Error.WriteLine($"vpio: no mutant was tried within {Figures.Count(options.LimitMs)} ms: give more time with --limit");
        return damaged.Count > 0 || interruption.Token.IsCancellationRequested || (report.Tried == 0 && report.Results.Count > 0)
            ? ExitStatus.Inconclusive : ExitStatus.Clean;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [path];

    /// <summary>A script as 'vpio try' takes it; null for a recording.</summary>
    private static TriedEvidence? Script(string path, DeviceModel model, HookGoals goals)
    {
        if (path == "-" || !File.Exists(path) || new FileInfo(path).Length > TryScript.MaxBytes || TryCommand.Read(path) is not { } text || !TryScript.IsOne(text))
            return null;
        var read = TryScript.Read(text, model);
        if (read.Faults.Count > 0)
            throw new InputException($"the script cannot be read: {path}:{read.Faults[0].Line}: {read.Faults[0].Message}");
        var evidence = new TriedEvidence(path, text, model, goals, new RestoreTrial());
        return evidence.Against(model) is not { } contradiction ? evidence
            : throw new InputException($"the unchanged model does not hold against '{path}': {contradiction.Text}; 'vpio try' tells more");
    }

    private static IEvidence Attack(string path, DeviceModel model, HookGoals goals, Engine engine, TraceEvent[] events) =>
        DeniedEvidence.Of(path, events, model, goals, engine)
        ?? throw new InputException($"the model denies nothing of '{path}': --denied takes recordings with an attack");

    private static KnownEvidence Known(ParseResult parsed, string path, DeviceModel model, HookGoals goals)
    {
        using var stream = RecordingFile.OpenStream(path);
        var evidence = KnownEvidence.Read(path, Bytes(stream), RecordingFile.OptionsFor(model, DeviceOptions.From(parsed)), model, goals, out var problem)
            ?? throw new InputException($"the recording '{path}' cannot be used under --known: {problem}");
        return evidence.Against(model) is not { } contradiction ? evidence
            : throw new InputException($"the unchanged model does not hold against '{path}': {contradiction.Text}");
    }

    private static byte[] Bytes(Stream stream)
    {
        var bytes = new byte[KnownEvidence.MaxBytes + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static RecordedEvidence Recorded(string path, DeviceModel model, HookGoals goals, Engine engine, TraceEvent[] events)
    {
        var evidence = new RecordedEvidence(path, events, model, goals, engine);
        return evidence.Against(model) is not { } contradiction ? evidence
            : throw new InputException($"the unchanged model does not hold against '{path}': {contradiction.Text}; 'vpio replay' tells why, and a recording with an attack goes under --denied");
    }

    private static TraceEvent[] Load(ParseResult parsed, string path, DeviceModel model, List<string> damaged)
    {
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(model, DeviceOptions.From(parsed)));
        var events = InputProgress.Show(stream, Path.GetFileName(path), _ => RecordedEvents.Load(reader, MaxEvents).ToArray());
        RecordingFile.MustBeReadable(reader, path);
        RecordingFile.MustHoldAccesses(events.Count(each => each.IsAccess), path);
        if (reader.ProblemCount > 0)
            damaged.Add(path);
        return events.Length < MaxEvents ? events : throw new InputException($"the recording '{path}' has more than {Figures.Count(MaxEvents - 1)} events: a shorter one will do");
    }

    private static Option<string> Handoff()
    {
        var option = new Option<string>("--handoff") { Description = "Hand-offs as evidence: 'simulated' and 'qemu' require such a device for the model, 'auto' uses a simulated one if there is one.", DefaultValueFactory = _ => HandoffChoice.Auto };
        option.AcceptWords([.. HandoffChoice.Words]);
        return option;
    }

    private static Option<string[]> Operators()
    {
        var option = new Option<string[]>("--operator") { Description = $"Try only this kind of fault: {string.Join(", ", MutationOperators.Names)}; repeatable.", HelpName = "kind" };
        option.AcceptWords([.. MutationOperators.Names]);
        return option;
    }
}

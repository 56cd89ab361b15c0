using System.CommandLine;
using System.Globalization;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Replaying.Explaining;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio explain MODEL RECORDING --at EVENT</c>.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Argument<string> RecordingArgument = new("RECORDING") { Description = "A recording, as for 'vpio replay'; - for standard input." };
    private static readonly Option<long?> AtOption = Number("--at", "Event number, as 'vpio decode' prints it.");
    private static readonly Option<long?> LineOption = Number("--line", "Line of a log, or record of a binary recording, as 'vpio replay' names it.");

    private static readonly Option<long?> TimeOption = new("--time")
    {
        Description = "Time in milliseconds from the start of the recording.",
        CustomParser = result =>
        {
            if (MomentOption.ParseMilliseconds(result.Tokens[0].Value) is { } timeUs)
                return timeUs;
            result.AddError($"'{result.Tokens[0].Value}' is no time: give --time in milliseconds, like 12.5.");
            return null;
        },
    };

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON object; docs/authoring.md lists its keys." };
        var command = new Command("explain", "Show everything known at one point of a recording: states, register values and their age, whether the device is reusable, why an access is denied. Example: vpio explain models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --at 877")
        {
            ModelArgument, RecordingArgument, AtOption, LineOption, TimeOption, variant, goals, json,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var target = TargetFrom(parsed);
            var path = parsed.GetValue(RecordingArgument)!;
            var model = ModelFile.Load(parsed.GetValue(ModelArgument)!, parsed.GetValue(variant));
            GoalOption.MustSuit(model, GoalOption.Of(parsed, goals));
            var explanation = Explain(TableCompiler.Compile(model, GoalOption.Of(parsed, goals)), path, target, DeviceOptions.From(parsed));
            if (parsed.GetValue(json))
                JsonText.Print(ExplainJson.Write(explanation, path, Provenance.Of(parsed.GetValue(ModelArgument)!, path).Json(GoalOption.Of(parsed, goals), GuestMap.OfPc)));
            else
                ExplainText.Print(explanation, path);
            return explanation.IsAfterGap ? ExitStatus.Inconclusive : explanation.Verdict.IsAllowed ? ExitStatus.Clean : ExitStatus.Found;
        });
        return command;
    }

    private static Explanation Explain(MonitorTables tables, string path, ExplainTarget target, DeviceOptions device)
    {
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(tables.Model, device));
        var result = InputProgress.Show(stream, Path.GetFileName(path), progress => Explainer.Explain(tables, reader, target, progress));
        RecordingFile.MustBeReadable(reader, path);
        return result.Explanation ?? throw new InputException($"{path}: {result.Problem}");
    }

    private static ExplainTarget TargetFrom(ParseResult parsed)
    {
        var target = new ExplainTarget(parsed.GetValue(AtOption), parsed.GetValue(LineOption), parsed.GetValue(TimeOption));
        var given = (target.Event is null ? 0 : 1) + (target.Line is null ? 0 : 1) + (target.TimeUs is null ? 0 : 1);
        if (given != 1)
            throw new InputException("which moment? Give one of --at EVENT, --line LINE and --time MILLISECONDS; 'vpio decode' numbers the events");
        return target;
    }

    private static Option<long?> Number(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number;
            result.AddError($"'{result.Tokens[0].Value}' is no number from 1: give {name} like {name} 389.");
            return null;
        },
    };
}

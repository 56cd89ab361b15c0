using System.CommandLine;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Replaying.Decoding;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio decode MODEL RECORDING</c>.</summary>
internal static class DecodeCommand
{
    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Argument<string> RecordingArgument = new("RECORDING") { Description = "A recording, as for 'vpio replay'; - for standard input." };
    private static readonly Option<string[]> RegisterOption = new("--register") { Description = "Show only accesses to this register; repeatable." };
    private static readonly Option<string?> MachineOption = new("--machine") { Description = "Show only what moves this machine." };
    private static readonly Option<RecordingPosition?> FromOption = MomentOption.Create("--from", "Start at an event number, like 389, or a time, like 12.5ms.");
    private static readonly Option<RecordingPosition?> ToOption = MomentOption.Create("--to", "Stop at an event number or a time.");
    private static readonly Option<bool> HookedOption = new("--hooked") { Description = "Show only hooked accesses." };
    private static readonly Option<bool> NoFoldOption = new("--no-fold") { Description = "Print every access on its own line." };
    private static readonly Option<bool> NoForeignOption = new("--no-foreign") { Description = "Count lines that are not about the device instead of showing them." };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object per line; docs/authoring.md lists the keys." };

    private static readonly Option<long?> LimitOption = new("--limit")
    {
        Description = "Stop after this many lines.",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, out var limit) && limit > 0)
                return limit;
            result.AddError($"'{result.Tokens[0].Value}' is no number of lines: give --limit as a number from 1.");
            return null;
        },
    };

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var goals = GoalOption.Create();
        var command = new Command("decode", "Print a recording in the model's words: registers, fields, state changes; * marks hooked accesses, ! denied ones. Example: vpio decode models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --limit 40")
        {
            ModelArgument, RecordingArgument, variant, goals, RegisterOption, MachineOption, FromOption, ToOption, HookedOption, LimitOption, NoFoldOption, NoForeignOption, JsonOption,
        };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var model = ModelFile.Load(parsed.GetValue(ModelArgument)!, parsed.GetValue(variant));
            GoalOption.MustSuit(model, GoalOption.Of(parsed, goals));
            var options = OptionsFrom(parsed, model);
            var path = parsed.GetValue(RecordingArgument)!;
            using var stream = RecordingFile.OpenStream(path);
            using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(model, DeviceOptions.From(parsed)) with { Foreign = options.Foreign });
            var decoder = new Decoder(TableCompiler.Compile(model, GoalOption.Of(parsed, goals)), reader, options);
            using var output = new LineOutput();
            if (parsed.GetValue(JsonOption))
                output.WriteLine(DecodeJson.First(Provenance.Of(parsed.GetValue(ModelArgument)!, path).Json(GoalOption.Of(parsed, goals), GuestMap.OfPc)));
            var isWhole = Watched(output, stream, path, () => Print(output, decoder, reader, options, parsed.GetValue(LimitOption) ?? long.MaxValue, parsed.GetValue(JsonOption)));
            output.Flush();
            RecordingFile.MustBeReadable(reader, path);
            if (isWhole && decoder.NotReached is { } problem)
                throw new InputException($"{path}: nothing to show for --from: {problem}");
            if (isWhole && options.To is null)
                RecordingFile.MustHoldAccesses(decoder.Tally.Accesses, path);
            return ExitStatus.Of(decoder.Tally.Outcome);
        });
        return command;
    }

    private static DecodeOptions OptionsFrom(ParseResult parsed, DeviceModel model)
    {
        if (parsed.GetValue(FromOption) is { } from && parsed.GetValue(ToOption) is { } to
            && (from.Event > to.Event || (from.Event is null && to.Event is null && from.TimeUs > to.TimeUs)))
            throw new InputException("--from lies past --to: give the earlier moment under --from");
        var options = new DecodeOptions
        {
            Registers = [.. (parsed.GetValue(RegisterOption) ?? []).Select(name => ModelNames.Register(model, name))],
            Machine = parsed.GetValue(MachineOption) is { } name ? ModelNames.Machine(model, name) : null,
            HookedOnly = parsed.GetValue(HookedOption),
            From = parsed.GetValue(FromOption),
            To = parsed.GetValue(ToOption),
            Folds = !parsed.GetValue(NoFoldOption),
        };
        return parsed.GetValue(NoForeignOption) || options.IsFiltered ? options : options with { Foreign = new ForeignLines() };
    }

    /// <summary>Shows how far the work is if the lines go to a file; elsewhere they are seen themselves.</summary>
    private static bool Watched(LineOutput output, Stream stream, string path, Func<bool> print) =>
        output.IsFile ? InputProgress.Show(stream, Path.GetFileName(path), _ => print()) : print();

    /// <summary>Elsewhere than on a terminal an event is a line, so that other programs can look for it.</summary>
    private static string ForReader(string text) =>
        Console.IsOutputRedirected ? text : string.Join('\n', text.Split('\n').SelectMany(line => FoldedText.Fold(line, DecodeText.Hang, FoldedText.Width)));

    /// <summary>Prints lines; true when it came to the end.</summary>
    private static bool Print(LineOutput output, Decoder decoder, ITraceReader reader, DecodeOptions options, long limit, bool json)
    {
        var text = new DecodeText();
        for (; limit > 0 && !output.IsClosed; limit--)
        {
            if (!decoder.HasMoreAtHand)
                output.Flush(); // a person who watches a recording that is still being made sees all of it
            if (decoder.Next() is not { } line)
                break;
            output.WriteLine(json ? DecodeJson.Line(line) : ForReader(text.Of(line)));
        }
        if (limit == 0 || output.IsClosed)
            return false;
        if (!json && reader.Unreadable is null && decoder.NotReached is null && decoder.Tally.Accesses > 0)
            output.WriteLine(DecodeText.Summary(decoder.Tally, options.To is not null ? 0 : options.Foreign is null ? reader.SkippedLines : options.Foreign.Dropped));
        return true;
    }
}

using System.CommandLine;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio trace info</c> and <c>vpio trace convert</c>.</summary>
internal static class TraceCommand
{
    public static Command Create() => new("trace", "Summarize or convert recordings. Example: vpio trace info traces/ne2k_pci-boot.qemu.log.gz") { CreateInfo(), CreateConvert() };

    private static Command CreateInfo()
    {
        var recording = RecordingArgument();
        var model = ModelOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("info", "Summarize a recording. Example: vpio trace info traces/ne2k_pci-boot.qemu.log.gz") { recording, model, json };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(recording)!;
            using var stream = RecordingFile.OpenStream(path);
            using var reader = Open(parsed, stream, parsed.GetValue(model));
            var summary = InputProgress.Show(stream, Path.GetFileName(path), _ => TraceSummary.Of(reader));
            RecordingFile.MustBeReadable(reader, path);
            if (parsed.GetValue(json))
                JsonText.Print(TraceJson.Write(summary, path));
            else
                TraceText.Print(summary, path);
            return summary.ProblemCount > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static Command CreateConvert()
    {
        var recording = RecordingArgument();
        var model = ModelOption();
        var output = new Argument<string>("OUTPUT") { Description = "The .vpt file to write; - for standard output." };
        var command = new Command("convert", "Write a recording in the compact binary format. Example: vpio trace convert traces/ne2k_pci-boot.qemu.log.gz boot.vpt") { recording, output, model };
        DeviceOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(recording)!;
            using var stream = RecordingFile.OpenStream(path);
            using var reader = Open(parsed, stream, parsed.GetValue(model));
            var counts = Convert(stream, reader, path, parsed.GetValue(output)!);
            Console.Error.WriteLine($"{Figures.Count(counts.Events)} events written, {Figures.Count(counts.SkippedLines)} foreign lines left out, {Figures.Count(counts.Problems)} damaged places kept as gaps");
            return counts.Problems > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static ConversionCounts Convert(Stream stream, ITraceReader reader, string path, string target)
    {
        // First into a temporary file: an input that turns out to be useless must not cost an older output. Then the bytes are
        // copied, not the file moved: the target may be a device, a pipe or a link.
        try
        {
            using var temporary = CreateTemporary();
            ConversionCounts counts;
            using (var writer = new BinaryTraceWriter(temporary, $"converted from {Path.GetFileName(path)}", leaveOpen: true))
                counts = InputProgress.Show(stream, Path.GetFileName(path), _ => TraceConversion.Copy(reader, writer));
            RecordingFile.MustBeReadable(reader, path);
            temporary.Position = 0;
            using var output = target == "-" ? Console.OpenStandardOutput() : File.Create(target);
            temporary.CopyTo(output);
            return counts;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the file '{target}' cannot be written: {FileFault.OfWriting(fault, target)}");
        }
    }

    /// <summary>A file that has no name any more, so that nothing is left of it however the process ends.</summary>
    private static FileStream CreateTemporary()
    {
        var temporary = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.Delete);
        File.Delete(temporary.Name);
        return temporary;
    }

    private static ITraceReader Open(ParseResult parsed, Stream stream, string? model) =>
        TraceReaders.Open(stream, RecordingFile.OptionsFor(model is null ? null : ModelFile.Load(model, null), DeviceOptions.From(parsed)));

    private static Argument<string> RecordingArgument() =>
        new("RECORDING") { Description = "A recording: a log of QEMU, KVM, VFIO, qtest or mmiotrace, or a .vpt file, plain or .gz; - for standard input." };

    private static Option<string?> ModelOption() =>
        new("--model") { Description = "A model whose identity selects the device of the recording." };
}

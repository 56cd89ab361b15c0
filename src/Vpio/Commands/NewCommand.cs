using System.CommandLine;
using Dmm.Devices;
using Dmm.Drafting;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio new NAME</c>.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the model: letters, digits and _." };
        var space = new Option<string>("--space") { Description = "How registers are reached, if no recording shows it.", DefaultValueFactory = _ => "port" };
        space.AcceptWords("port", "memory");
        var recording = new Option<string?>("--recording") { Description = "A recording; the draft lists its registers and how the driver uses them." };
        var output = new Option<string?>("--output") { Description = "The file to write; standard output by default." };
        var force = new Option<bool>("--force") { Description = "Overwrite an existing file." };
        var command = new Command("new", "Create a commented draft model that passes 'check'; --recording lists the registers that a driver used. Example: vpio new mynic --recording traces/ne2k_pci-boot.qemu.log.gz --output mynic.yaml")
        {
            name, space, recording, output, force,
        };
        DeviceOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is { } given && !ModelDraft.IsName(given))
                result.AddError($"'{given}' is no name: a name has letters, digits and _, at most 64, and does not begin with a digit.");
        });
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(output);
            if (target is not null)
                OutputFile.MustBeFree(target, parsed.GetValue(force));
            var (draft, problems) = parsed.GetValue(recording) is { } path
                ? FromRecording(parsed.GetValue(name)!, path, DeviceOptions.From(parsed))
                : (ModelDraft.Of(parsed.GetValue(name)!, parsed.GetValue(space) == "memory" ? RegionSpace.Memory : RegionSpace.Port), 0);
            if (target is null)
            {
                Console.Out.Write(draft);
            }
            else
            {
                OutputFile.Write(target, System.Text.Encoding.UTF8.GetBytes(draft), parsed.GetValue(force));
                Console.Error.WriteLine($"{target}: created; 'vpio check {target}' lists what is wrong while you go on");
            }
            return problems > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static (string Draft, long Problems) FromRecording(string name, string path, DeviceOptions device)
    {
        using var stream = RecordingFile.OpenStream(path);
        using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(null, device));
        var survey = InputProgress.Show(stream, Path.GetFileName(path), _ => RecordingSurvey.Of(reader));
        RecordingFile.MustBeReadable(reader, path);
        if (!survey.HasRegisters)
            throw new InputException($"the recording '{path}' has no access to registers of the device: which one is meant can be said with --device, or with --base for one without PCI");
        if (reader.ProblemCount > 0)
            Console.Error.WriteLine($"vpio: the recording is damaged in {Figures.Count(reader.ProblemCount)} places; the draft lists what can be read");
        return (ModelDraft.Of(name, path == "-" ? "a recording" : Path.GetFileName(path), survey), reader.ProblemCount);
    }
}

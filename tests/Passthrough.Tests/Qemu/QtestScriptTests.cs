using System.Diagnostics;
using Dmm.Analysis.Shrinking;
using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Tracing;
using Dmm.Tracing.Qtest;

namespace Passthrough.Tests.Qemu;

/// <summary>A script of qtest commands, run on QEMU's device as its first lines say; only the quotes of a shell are left out.</summary>
public class QtestScriptTests
{
    private const string Denied = "W CR is denied: frame_in_ram [TPSR=0xc0, TBCR=0x5a]";

    [QemuFact]
    public void EveryCommandIsDoneByAPciDevice() => Assert.All(Run("ne2k_pci", "frame-above-ram.qemu.log").Answers, answer => Assert.StartsWith("OK", answer, StringComparison.Ordinal));

    [QemuFact]
    public void TheLogOfAPciDeviceIsDeniedToo()
    {
        var (finder, options, answers, log) = Run("ne2k_pci", "frame-above-ram.qemu.log");

        Assert.Contains("OK 0x802910ec", answers);
        Assert.Equal(Denied, Find(finder, options, log));
    }

    [QemuFact]
    public void TheLogOfAnIsaDeviceIsDeniedToo()
    {
        var (finder, options, _, log) = Run("ne2k_isa", "frame-above-ram.qemu.log");

        Assert.Equal(Denied, Find(finder, options, log));
    }

    private static string? Find(DenialFinder finder, TraceReaderOptions options, string log)
    {
        using var reader = TraceReaders.Open(File.OpenRead(log), options);
        var events = RecordedEvents.Load(reader, Shrinker.MaxEvents).ToArray();
        Assert.Null(reader.Unreadable);
        return finder.Find(events)?.Text;
    }

    private static (DenialFinder Finder, TraceReaderOptions Options, string[] Answers, string Log) Run(string device, string recording)
    {
        var model = ModelLoader.Load("ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml")).Model!;
        var options = new TraceReaderOptions { PciIds = model.PciIds, IsaBases = model.IsaBases };
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("docs", "examples", "denied", recording)), options);
        var events = RecordedEvents.Load(reader, Shrinker.MaxEvents);
        var isPci = device == "ne2k_pci";
        var placed = PlacedDevice.Of(isPci ? reader.Device : TraceDevice.Unknown, isPci ? options : options with { PciIds = [] }, [new TraceRegion(0, RegionSpace.Port, 0, 0x20)]);
        var folder = Directory.CreateTempSubdirectory("qtest").FullName;
        var script = QtestScript.Write(placed, device, "small.qtest", [], events);
        var answers = Qemu(folder, script);
        return (new DenialFinder(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma)), options, answers, Path.Combine(folder, "small.qtest.log"));
    }

    private static string[] Qemu(string folder, string script)
    {
        var firmware = new byte[0x10000];
        new byte[] { 0xfa, 0xf4, 0xeb, 0xfd }.CopyTo(firmware, 0xfff0); // cli; hlt; jmp
        File.WriteAllBytes(Path.Combine(folder, "park.bin"), firmware);
        var lines = script.Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains("| timeout 3 ", StringComparison.Ordinal));
        var command = (lines[first].Split("| timeout 3 ")[1].TrimEnd('\\') + lines[first + 1][1..]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var commands = lines.Where(line => line.Length > 0 && line[0] != '#').ToList();
        foreach (var line in commands)
            process.StandardInput.Write(line + "\n");
        process.StandardInput.Flush();
        var answers = new List<string>();
        while (answers.Count < commands.Count && process.StandardOutput.ReadLine() is { } answer)
            if (!answer.StartsWith("IRQ ", StringComparison.Ordinal))
                answers.Add(answer);
        Process.Start("sh", ["-c", $"kill {process.Id}"]).WaitForExit(); // as 'timeout' ends it: QEMU writes the rest of its log then
        process.WaitForExit();
        Assert.Equal(commands.Count, answers.Count);
        return [.. answers];
    }
}

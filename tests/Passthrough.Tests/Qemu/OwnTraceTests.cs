using System.Diagnostics;
using Dmm.Modeling.Loading;
using Dmm.Tracing;

namespace Passthrough.Tests.Qemu;

/// <summary>QEMU's own trace of what a program does at a device: the readers say the same of it as of the program's log, whatever its version.</summary>
public class OwnTraceTests
{
    private const string Script = "blocks.qtest";

    /// <summary>Blocks are split into the accesses that QEMU makes of them; configuration space is followed as its chipset does.</summary>
    [QemuFact]
    public void LogOfQtestHasTheAccessesThatQemuTraces()
    {
        var (trace, log) = Record("qemu-system-x86_64");

        Assert.Equal(23, Accesses(trace).Count);
        Assert.Equal(Accesses(trace), Accesses(log));
    }

    /// <summary>Newer versions of QEMU stamps its lines by ISO 8601.</summary>
    [TwoQemusFact]
    public void TwoVersionsOfQemuTellTheSame()
    {
        var traces = TwoQemusFactAttribute.Programs.Select(program => Accesses(Record(program).Trace)).ToList();

        Assert.NotEmpty(traces[0]);
        Assert.Equal(traces[0], traces[1]);
    }

    // The device's two BARs are one memory region: an access through either has the port's address in QEMU's trace.
    private static List<(TraceEventKind, uint, int, ulong)> Accesses(string recording)
    {
        var model = ModelLoader.Load("rtl8139.yaml", RepositoryFiles.Bytes("models", "rtl8139.yaml")).Model!;
        var options = new TraceReaderOptions
        {
            PciIds = model.PciIds,
            Regions = [.. model.Regions.Select(region => new TraceRegion(region.Number, region.Space, 0, region.Size))],
        };
        using var reader = TraceReaders.Open(File.OpenRead(recording), options);
        var events = new List<(TraceEventKind, uint, int, ulong)>();
        var batch = new TraceBatch();
        while (reader.Read(batch) > 0)
            foreach (var one in batch.Events.AsSpan(0, batch.Count))
                if (one.IsAccess)
                    events.Add((one.Kind, one.Offset, one.Size, one.Value));
        Assert.Null(reader.Unreadable);
        Assert.Empty(reader.Problems);
        return events;
    }

    private static (string Trace, string Log) Record(string program)
    {
        var folder = Directory.CreateTempSubdirectory("own-trace").FullName;
        var firmware = new byte[0x10000];
        new byte[] { 0xfa, 0xf4, 0xeb, 0xfd }.CopyTo(firmware, 0xfff0); // cli; hlt; jmp
        File.WriteAllBytes(Path.Combine(folder, "park.bin"), firmware);
        string[] arguments =
        [
            "-bios", "park.bin", "-machine", "q35,pit=off,hpet=off", "-m", "16M", "-display", "none", "-nodefaults", "-qtest", "stdio",
            "-qtest-log", "qtest.log", "-device", "rtl8139,netdev=n0,addr=1", "-netdev", "user,id=n0",
            "-msg", "timestamp=on", "-D", "trace.log", "-trace", "memory_region_ops_*", "-trace", "pci_*",
        ];
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var commands = File.ReadAllLines(RepositoryFiles.PathOf("tests", "Passthrough.Tests", "Qemu", Script));
        foreach (var line in commands)
            process.StandardInput.Write(line + "\n");
        process.StandardInput.Flush();
        for (var answers = 0; answers < commands.Length && process.StandardOutput.ReadLine() is { } answer;)
            answers += answer.StartsWith("OK", StringComparison.Ordinal) ? 1 : 0;
        Process.Start("sh", ["-c", $"kill {process.Id}"]).WaitForExit();
        process.WaitForExit();
        return (Path.Combine(folder, "trace.log"), Path.Combine(folder, "qtest.log"));
    }
}

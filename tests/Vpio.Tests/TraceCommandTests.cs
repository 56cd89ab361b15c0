using System.Diagnostics;

namespace Vpio.Tests;

public class TraceCommandTests
{
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

    [Fact]
    public void InfoTellsDeviceAndCounts()
    {
        var (status, output, _) = CommandLine.Run("trace", "info", Boot);

        Assert.Equal(0, status);
        Assert.Contains("10ec:8029 at 00:03.0", output, StringComparison.Ordinal);
        Assert.Contains("515 reads, 772 writes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AConvertedRecordingReplaysTheSame()
    {
        var converted = Path.GetTempFileName();
        Assert.Equal(0, CommandLine.Run("trace", "convert", Boot, converted).Status);

        var text = CommandLine.RunJson("replay", "models/ne2k.yaml", Boot, "--json");
        var binary = CommandLine.RunJson("replay", "models/ne2k.yaml", converted, "--json");

        foreach (var key in new[] { "verdict", "accesses", "exits", "interrupts", "durationUs", "hooked", "machines", "reusable", "dma" })
            Assert.Equal(text[key]!.ToJsonString(), binary[key]!.ToJsonString());
    }

    [Fact]
    public void AnInputThatIsNoRecordingCostsNoOlderOutput()
    {
        var output = Path.GetTempFileName();
        File.WriteAllText(output, "older");

        Assert.Equal(2, CommandLine.Run("trace", "convert", "LICENSE", output).Status);

        Assert.Equal("older", File.ReadAllText(output));
    }

    [Fact]
    public void StandardInputIsReadWhenTheNameIsADash()
    {
        // A process of its own: standard input belongs to the process.
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "trace", "info", "-"])
        {
            WorkingDirectory = RepositoryFiles.Root, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using (var recording = File.OpenRead(Path.Combine(RepositoryFiles.Root, Boot)))
            recording.CopyTo(process.StandardInput.BaseStream);
        process.StandardInput.Close();

        Assert.Contains("515 reads, 772 writes", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

using System.Diagnostics;
using System.Globalization;

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

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public void AConversionThatIsStoppedLeavesNoTemporaryFile(string signal)
    {
        var folder = Directory.CreateTempSubdirectory("convert").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "trace", "convert", "-", Path.Combine(folder, "converted.vpt")])
        {
            RedirectStandardInput = true, RedirectStandardError = true, Environment = { ["TMPDIR"] = folder, ["DOTNET_EnableDiagnostics"] = "0" },
        };
        using var process = Process.Start(start)!;
        using (var recording = File.OpenRead(Path.Combine(RepositoryFiles.Root, Boot)))
            recording.CopyTo(process.StandardInput.BaseStream);
        process.StandardInput.BaseStream.Flush(); // it is kept open, so the conversion waits for more

        Assert.True(SpinWait.SpinUntil(() => HoldsTemporary(process.Id, folder), TimeSpan.FromSeconds(60)), "no conversion has begun");
        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(60_000));

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private static bool HoldsTemporary(int process, string folder) =>
        Directory.GetFiles($"/proc/{process}/fd").Any(file => new FileInfo(file).LinkTarget is { } target
            && target.StartsWith(folder, StringComparison.Ordinal) && target.EndsWith(" (deleted)", StringComparison.Ordinal)); // it has lost its name
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Vpio.Tests;

public class DecodeCommandTests
{
    private const string Model = "models/ne2k.yaml";
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

    [Fact]
    public void ACleanRecordingEndsWithStatusZeroAndItsSum()
    {
        var (status, output, errors) = CommandLine.Run("decode", Model, Boot);

        Assert.Equal(0, status);
        Assert.EndsWith("1,287 accesses, 300 hooked (*), 0 denied (!), 9 interrupts\n", output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz")]
    [InlineData("ne2k_pci-cycle.qemu.log.gz")]
    [InlineData("ne2k_isa-boot.qemu.log.gz")]
    [InlineData("ne2k_pci-ipxe.vpt.gz")]
    public void EveryMoveOfAReplayIsShown(string recording)
    {
        var json = CommandLine.RunJson("replay", Model, $"traces/{recording}", "--json");
        var output = CommandLine.Run("decode", Model, $"traces/{recording}").Output;

        foreach (var machine in json["machines"]!.AsObject())
            foreach (var (transition, count) in machine.Value!["transitions"]!.AsObject())
                Assert.Equal((int)count!, output.Split($"{machine.Key}: {transition.Replace("->", " → ", StringComparison.Ordinal)}").Length - 1);
    }

    [Fact]
    public void NoFoldShowsEveryAccess() =>
        Assert.Equal(1287, CommandLine.Run("decode", Model, Boot, "--no-fold", "--json").Output.Split('\n').Count(line => line.Contains("\"kind\":\"access\"", StringComparison.Ordinal)));

    [Fact]
    public void AsManyLinesAsAreWanted() => Assert.Equal(7, CommandLine.Run("decode", Model, Boot, "--limit", "7").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

    [Fact]
    public void EveryLineOfJsonIsAnObject() =>
        Assert.All(CommandLine.Run("decode", Model, Boot, "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.IsType<JsonObject>(JsonNode.Parse(line)));

    [Theory]
    [InlineData("has no register 'CRR': did you mean 'CR'?", "--register", "CRR")]
    [InlineData("has no machine 'transmiter': did you mean 'transmitter'?", "--machine", "transmiter")]
    [InlineData("'soon' is neither an event nor a time: give --from as the number of an event, like 389, or as milliseconds, like 12.5ms", "--from", "soon")]
    [InlineData("'-1ms' is neither an event nor a time", "--to", "-1ms")]
    [InlineData("'0' is no number of lines", "--limit", "0")]
    public void AFilterThatCannotBeMeantEndsWithStatusTwo(string message, string option, string value)
    {
        var (status, output, errors) = CommandLine.Run("decode", Model, Boot, option, value);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("decode", "--limit", "1")]
    [InlineData("explain", "--at", "1")]
    public void AGoalThatTheModelCannotServeEndsWithStatusTwo(string verb, string option, string value)
    {
        var (status, _, errors) = CommandLine.Run(verb, "docs/examples/tn8.yaml", "docs/examples/tn8.qemu.log", option, value, "--for", "frames");

        Assert.Equal(2, status);
        Assert.Contains("needs a section 'receive'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoRecordingEndsWithStatusTwo() => Assert.Equal(2, CommandLine.Run("decode", Model, "LICENSE").Status);

    [Fact]
    public void AReaderThatGoesAwayEndsItQuietly()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "decode", Model, "traces/ne2k_pci-down.qemu.log.gz", "--no-fold"])
        {
            WorkingDirectory = RepositoryFiles.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        Assert.NotNull(process.StandardOutput.ReadLine());
        process.StandardOutput.Close();

        Assert.Empty(process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

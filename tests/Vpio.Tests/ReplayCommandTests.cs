namespace Vpio.Tests;

public class ReplayCommandTests
{
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

    [Fact]
    public void ACleanRecordingEndsWithStatusZero()
    {
        var (status, output, errors) = CommandLine.Run("replay", "models/ne2k.yaml", Boot);

        Assert.Equal(0, status);
        Assert.Contains("clean: every access allowed", output, StringComparison.Ordinal);
        Assert.Contains("idle → sending 9", output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        var json = CommandLine.RunJson("replay", "models/ne2k.yaml", Boot, "--variant", "qemu", "--json");

        Assert.Equal("ne2k", (string?)json["model"]);
        Assert.Equal("qemu", (string?)json["variant"]);
        Assert.Equal(Boot, (string?)json["recording"]);
        Assert.Equal("clean", (string?)json["verdict"]);
        Assert.Equal(1287, (long?)json["accesses"]);
        Assert.Equal(9, (long?)json["interrupts"]);
        Assert.Equal(9, (long?)json["machines"]!["transmitter"]!["transitions"]!["idle->sending"]);
        Assert.Equal("idle", (string?)json["machines"]!["remote_dma"]!["final"]);
        Assert.True((bool?)json["reusable"]!["final"]);
        Assert.Empty(json["reusable"]!["failed"]!.AsArray());
        Assert.Equal(31, (long?)json["dma"]!["approved"]);
    }

    [Fact]
    public void GoalsChangeWhatIsHooked()
    {
        var handoff = CommandLine.RunJson("replay", "models/ne2k.yaml", Boot, "--for", "handoff", "--json");
        var both = CommandLine.RunJson("replay", "models/ne2k.yaml", Boot, "--for", "handoff,dma", "--json");

        Assert.True((long?)handoff["hooked"]!["accesses"] < (long?)both["hooked"]!["accesses"]);
        Assert.Equal(["handoff", "dma"], both["hooked"]!["goals"]!.AsArray().Select(goal => (string?)goal));
    }

    [Fact]
    public void ADeniedAccessEndsWithStatusOneAndIsExplained()
    {
        var recording = Write("""
            1@1.000000:memory_region_ops_write cpu 0 mr 0x1 addr 0x304 value 0xc0 size 1 name 'ne2000'
            1@1.000001:memory_region_ops_write cpu 0 mr 0x1 addr 0x305 value 0x3c size 1 name 'ne2000'
            1@1.000002:memory_region_ops_write cpu 0 mr 0x1 addr 0x300 value 0x26 size 1 name 'ne2000'

            """);

        var (status, output, _) = CommandLine.Run("replay", "models/ne2k.yaml", recording);

        Assert.Equal(1, status);
        Assert.Contains("denied: line 3: W io+0x00 = 0x26 (CR): frame_in_ram: the frame to be sent must lie in on-card RAM [TPSR=0xc0, TBCR=0x3c] (models/ne2k.yaml:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATornRecordingEndsWithStatusThree()
    {
        var recording = Write("""
            1@1.000000:memory_region_ops_write cpu 0 mr 0x1 addr 0x304 value 0x40 size 1 name 'ne2000'
            1@1.000001:memory_region_ops_write cpu 0 mr 0x1 addr 0x30

            """);

        var (status, output, _) = CommandLine.Run("replay", "models/ne2k.yaml", recording);

        Assert.Equal(3, status);
        Assert.Contains("damaged: line 2: torn", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ADenialNamesTheBytesOfTheAccessThatItWasJudgedOn() =>
        Assert.Contains("size=0x2, DCR.WTS=0x1]", CommandLine.Run("replay", "models/ne2k.yaml", "docs/examples/ne2k_pci-port.qtest.log", "--variant", "qemu").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("there is no such file", "replay", "models/ne2k.yaml", "traces/nowhere.gz")]
    [InlineData("there is no such file", "replay", "models/nowhere.yaml", Boot)]
    [InlineData("has no variant 'rtl'", "replay", "models/ne2k.yaml", Boot, "--variant", "rtl")]
    [InlineData("'fun' is not a goal", "replay", "models/ne2k.yaml", Boot, "--for", "fun")]
    [InlineData("'30q' is not a port", "replay", "models/ne2k.yaml", Boot, "--base", "30q")]
    [InlineData("cannot be used", "replay", "models/ne2k.yaml", "LICENSE")]
    [InlineData("RECORDING is missing: 'replay' takes MODEL RECORDING", "replay", "models/ne2k.yaml")]
    [InlineData("shows what it takes", "replya")]
    public void WrongUsageEndsWithStatusTwoAndSaysWhatIsWrong(string message, params string[] arguments)
    {
        var (status, output, errors) = CommandLine.Run(arguments);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    private static string Write(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        return path;
    }
}

namespace Vpio.Tests;

public class ExplainCommandTests
{
    private const string Model = "models/ne2k.yaml";
    private const string Boot = "traces/ne2k_pci-boot.qemu.log.gz";

    [Fact]
    public void EverythingOfAMomentIsInTheJson()
    {
        var json = CommandLine.RunJson("explain", Model, Boot, "--at", "877", "--json");

        Assert.Equal("W CR = PS 0 | RD stop | TXP | STA", (string?)json["at"]!["text"]);
        Assert.Equal("allowed", (string?)json["verdict"]);
        Assert.Equal("sending", (string?)json["machines"]!["transmitter"]!["state"]);
        Assert.Equal(877, (long?)json["machines"]!["transmitter"]!["since"]!["event"]);
        Assert.Equal(0x3c, (long?)json["registers"]!["TBCR"]!["value"]);
        Assert.Equal("hookedWrite", (string?)json["registers"]!["TBCR"]!["by"]);
        Assert.False((bool?)json["reusable"]);
        Assert.True((bool?)json["wasReusable"]);
        Assert.Equal(["transmitter is sending", "nothing_on_its_way"], json["notReusable"]!.AsArray().Select(each => (string?)each!["name"]));
    }

    [Fact]
    public void TheLineThatAReplayNamesIsTheDeniedAccess()
    {
        var (status, output, _) = CommandLine.Run("explain", "docs/examples/tn8.yaml", "docs/examples/tn8-escape.qemu.log", "--line", "7");

        Assert.Equal(1, status);
        Assert.Contains("frame_in_buffer: a frame lies in the transmit half of the buffer [TXPAGE=0x7, TXLEN=0x23c] (docs/examples/tn8.yaml:30)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheEndOfARecordingIsAsAReplayLeavesIt()
    {
        var report = CommandLine.RunJson("replay", Model, Boot, "--json");
        var json = CommandLine.RunJson("explain", Model, Boot, "--time", (((long?)report["durationUs"])!.Value / 1000m).ToString(System.Globalization.CultureInfo.InvariantCulture), "--json");

        Assert.Equal((bool?)report["reusable"]!["final"], (bool?)json["reusable"]);
        foreach (var machine in report["machines"]!.AsObject())
            Assert.Equal((string?)machine.Value!["final"], (string?)json["machines"]![machine.Key]!["state"]);
    }

    [Fact]
    public void AfterAGapNothingCanBeReliedOn() =>
        Assert.Equal(3, CommandLine.Run("explain", "tests/Vpio.Tests/Golden/sender.yaml", "tests/Vpio.Tests/Golden/sender.qemu.log", "--at", "99").Status);

    [Theory]
    [InlineData("there is no event 99,999: the recording has 1,325 events", "--at", "99999")]
    [InlineData("no event is in line 3: none is before it, and the next one is event 1 in line 187", "--line", "3")]
    [InlineData("there is nothing at 60000.000 ms: the recording ends at", "--time", "60000")]
    [InlineData("'0' is no number from 1", "--at", "0")]
    [InlineData("'now' is no time", "--time", "now")]
    [InlineData("Give one of --at EVENT, --line LINE and --time MILLISECONDS")]
    [InlineData("Give one of --at EVENT, --line LINE and --time MILLISECONDS", "--at", "1", "--line", "1")]
    public void AMomentThatIsNotThereEndsWithStatusTwo(string message, params string[] options)
    {
        var (status, output, errors) = CommandLine.Run(["explain", Model, Boot, .. options]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }
}

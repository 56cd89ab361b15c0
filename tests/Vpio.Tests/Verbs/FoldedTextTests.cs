using Vpio.Output;

namespace Vpio.Tests.Verbs;

/// <summary>Text for people fits the terminal: a line goes on under what it says, and a table puts its texts below its rows.</summary>
public class FoldedTextTests
{
    [Theory]
    [InlineData("replay models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz")]
    [InlineData("replay models/e1000.yaml traces/e1000-boot.qemu.log.gz")]
    [InlineData("replay models/rtl8139.yaml traces/rtl8139-8139cp.qemu.log.gz --variant qemu")]
    [InlineData("replay models/ne2k.yaml docs/examples/ne2k-escape.qemu.log.gz")]
    [InlineData("mux")]
    [InlineData("hooks models/ne2k.yaml")]
    [InlineData("hooks models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --variant qemu")]
    [InlineData("coverage models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --all")]
    [InlineData("explain models/ne2k.yaml traces/ne2k_pci-boot.qemu.log.gz --at 877")]
    [InlineData("check models/ne2k.yaml models/e1000.yaml models/pcnet.yaml models/rtl8139.yaml")]
    [InlineData("trace info traces/ne2k_pci-boot.qemu.log.gz")]
    [InlineData("--help")]
    [InlineData("replay --help")]
    [InlineData("verify isolation --help")]
    public void NoLineIsWiderThanAPage(string typed)
    {
        var (_, output, _) = CommandLine.RunOnPage(typed.Split(' '));

        Assert.NotEqual("", output);
        Assert.All(output.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(132)]
    public void NoLineIsWiderThanTheTerminal(int columns)
    {
        var (_, output, _) = CommandLine.Run(columns, ["replay", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz"]);

        Assert.All(output.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= columns, line));
    }

    [Theory]
    [InlineData("a word and another word here", 12, "a word and|  another|  word here")]
    [InlineData("Reusable    yes at the end of it", 24, "Reusable    yes at the|            end of it")]
    [InlineData("after all it is 12 % of the time", 18, "after all it is|    12 % of the|    time")]
    [InlineData("note: this goes on under its text", 20, "note: this goes on|      under its text")]
    [InlineData("  x: one, two, three, four, five", 22, "  x: one, two, three,|      four, five")]
    [InlineData("short", 12, "short")]
    [InlineData("/a/path/that/is/wider/than/the/line", 12, "/a/path/that/is/wider/than/the/line")]
    [InlineData("see /a/path/that/is/wider now", 12, "see|    /a/path/that/is/wider|    now")]
    [InlineData("", 12, "")]
    public void LineGoesOnUnderWhatItSays(string line, int width, string folded)
    {
        var hang = line.StartsWith("a word", StringComparison.Ordinal) ? 2 : FoldedText.HangOf(line);

        Assert.Equal(folded.Split('|'), FoldedText.Fold(line, hang, width));
    }
}

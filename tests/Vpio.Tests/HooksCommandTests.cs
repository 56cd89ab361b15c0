namespace Vpio.Tests;

public class HooksCommandTests
{
    [Fact]
    public void HooksComeFromTheModelAlone()
    {
        var (status, output, _) = CommandLine.Run("hooks", "models/ne2k.yaml", "--variant", "qemu");

        Assert.Equal(0, status);
        Assert.Contains("W CURR    check current_in_ring", output, StringComparison.Ordinal);
        Assert.Contains("transmitter is stopped", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithARecordingEveryVariantIsCounted()
    {
        var json = CommandLine.RunJson("hooks", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--variant", "qemu", "--json");

        var hooked = json["variants"]!.AsArray().ToDictionary(each => ((string?)each!["variant"], string.Join(',', each["goals"]!.AsArray().Select(goal => (string?)goal))), each => (long?)each!["hooked"]);
        Assert.True(hooked[("dp8390", "handoff,dma")] < hooked[("qemu", "handoff,dma")]);
        Assert.True(hooked[("qemu", "handoff")] < hooked[("qemu", "handoff,dma")]);
        Assert.Contains(json["choices"]!.AsArray(), choice => choice!["loses"]!.AsArray().Count > 0);
    }

    [Theory]
    [InlineData("--for")]
    [InlineData("--goal")]
    public void TheGoalFramesHasReasonsOfItsOwn(string option)
    {
        var (status, output, _) = CommandLine.Run("hooks", "models/ne2k.yaml", option, "handoff,dma,frames");

        Assert.Equal(0, status);
        Assert.StartsWith("Hooks of ne2k, variant dp8390, for handoff, dma and frames", output, StringComparison.Ordinal);
        Assert.Contains("R RCR     RCR is widened: the monitor answers with the guest's own value", output, StringComparison.Ordinal);
        Assert.Contains("qemu     handoff,dma,frames     47", output, StringComparison.Ordinal);
        Assert.Contains("qemu     handoff,dma            24", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hooks")]
    [InlineData("replay")]
    public void TheGoalFramesNeedsAModelThatSaysHowFramesAreReceived(string verb)
    {
        var (status, _, errors) = CommandLine.Run(verb, "docs/examples/tn8.yaml", "docs/examples/tn8.qemu.log", "--for", "frames");

        Assert.Equal(2, status);
        Assert.Contains("--for frames needs a section 'receive' or 'delivery' in the model", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralRecordingsAreAddedUp()
    {
        var one = CommandLine.RunJson("hooks", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--json");
        var two = CommandLine.RunJson("hooks", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "traces/ne2k_pci-boot.qemu.log.gz", "--json");

        Assert.Equal(2 * (long?)one["variants"]![0]!["hooked"], (long?)two["variants"]![0]!["hooked"]);
    }
}

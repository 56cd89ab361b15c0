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

    [Fact]
    public void SeveralRecordingsAreAddedUp()
    {
        var one = CommandLine.RunJson("hooks", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--json");
        var two = CommandLine.RunJson("hooks", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "traces/ne2k_pci-boot.qemu.log.gz", "--json");

        Assert.Equal(2 * (long?)one["variants"]![0]!["hooked"], (long?)two["variants"]![0]!["hooked"]);
    }
}

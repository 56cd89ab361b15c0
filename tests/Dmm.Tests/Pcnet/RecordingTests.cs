using Dmm.Replaying;

namespace Dmm.Tests.Pcnet;

/// <summary>Real drivers against the model: no false denial, and no DMA of the device that the model had not approved.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("pcnet-boot.qemu.log.gz", 9, 10, ReplayOutcome.Clean)]
    [InlineData("pcnet-ipxe.vpt.gz", 0, 0, ReplayOutcome.Inconclusive)] // stock QEMU does not log DMA, and with it not of entries
    public void RealDriversAreFollowedWithoutAFalseDenial(string recording, long frames, long interrupts, ReplayOutcome outcome)
    {
        var report = PcnetModel.Replay(recording);

        Assert.Equal(outcome, report.Outcome);
        Assert.Equal((frames, interrupts), (report.Dma.Structures.Single(structure => structure.Name == "tx").Frames, report.Interrupts));
        Assert.Equal((0, 0), (report.Dma.Denied, report.Dma.Unapproved));
    }

    [Fact]
    public void EveryDmaOfTheDeviceIsLookedAt() =>
        Assert.Equal(8953 + 27, PcnetModel.Replay("pcnet-boot.qemu.log.gz").Dma.Observed);
}

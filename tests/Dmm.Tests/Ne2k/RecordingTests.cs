using Dmm.Replaying;

namespace Dmm.Tests.Ne2k;

/// <summary>Real drivers against the model: no false denial, every transmission and every remote DMA followed.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("ne2k_pci-boot.qemu.log.gz", 9, 22, 9)]
    [InlineData("ne2k_pci-cycle.qemu.log.gz", 30, 70, 30)]
    [InlineData("ne2k_pci-down.qemu.log.gz", 421, 1914, 427)]
    [InlineData("ne2k_pci-stock.vpt.gz", 806, 2748, 812)]
    [InlineData("ne2k_isa-boot.qemu.log.gz", 9, 22, 9)]
    [InlineData("ne2k_pci-ipxe.vpt.gz", 65, 415, 0)]
    public void RealDriversAreFollowedWithoutAFalseDenial(string recording, long transmissions, long remoteDmas, long interrupts)
    {
        foreach (var variant in new[] { "qemu", "dp8390", "rtl8029" })
        {
            var report = Ne2kModel.Replay(recording, variant);

            Assert.Equal(ReplayOutcome.Clean, report.Outcome);
            Assert.Equal(transmissions, StartedFromIdle(report, "transmitter"));
            Assert.Equal(remoteDmas, StartedFromIdle(report, "remote_dma"));
            Assert.Equal(interrupts, report.Interrupts);
            Assert.All(report.Machines, machine => Assert.Equal("idle", machine.Final));
            Assert.True(report.Reusable.Final);
        }
    }

    [Fact]
    public void EveryTransmissionAndRemoteDmaIsApprovedBeforehand()
    {
        var report = Ne2kModel.Replay("ne2k_pci-down.qemu.log.gz");

        Assert.Equal(421 + 1914, report.Dma.Approved);
        Assert.Equal(0, report.Dma.Denied);
    }

    [Fact]
    public void ACardThatNeverTouchesHostMemoryShowsNoDma() =>
        Assert.Equal(0, Ne2kModel.Replay("ne2k_pci-down.qemu.log.gz").Dma.Observed);

    [Fact]
    public void TheDeviceIsReusableMostOfTheTimeButSeldomInTheMiddleOfTraffic()
    {
        var reusable = Ne2kModel.Replay("ne2k_pci-down.qemu.log.gz").Reusable;

        Assert.InRange(reusable.Intervals, 421, 2 * 1167);
        Assert.Contains("remote_dma is reading", reusable.WhyNot.Keys);
        Assert.Contains("no_pending_cause", reusable.WhyNot.Keys);
    }

    [Fact]
    public void FramesAreCountedAsTheDriverHandlesThem()
    {
        var report = Ne2kModel.Replay("ne2k_pci-down.qemu.log.gz");

        Assert.Equal(421, report.FramesSent);
        Assert.Equal(746, report.FramesReceived); // of 762 on the wire; the ring was full for the others
    }

    private static long StartedFromIdle(ReplayReport report, string machine) =>
        report.Machines.Single(each => each.Name == machine).Transitions.Where(pair => pair.Key.StartsWith("idle->", StringComparison.Ordinal)).Sum(pair => pair.Value);
}

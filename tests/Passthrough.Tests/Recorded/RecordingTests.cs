using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Recorded;

/// <summary>
/// An oracle that nobody here wrote: on the simulated card, Linux's driver reads what it read from QEMU's, but where QEMU
/// is known to differ from the data sheet.
/// </summary>
public class RecordingTests
{
    [Theory]
    [InlineData("ne2k_pci-boot", "BNRY 12, CNTR0 7, CNTR1 5, CNTR2 5, CR 9, CURR 12, DATA 417, ISR 28, PAR, MAR 1, TSR 9", 8, 1)]
    [InlineData("ne2k_pci-cycle", "BNRY 36, CNTR0 43, CNTR1 35, CNTR2 35, CR 33, CURR 36, DATA 738, ISR 94, PAR, MAR 4, TSR 30", 32, 4)]
    [InlineData("ne2k_pci-down", "BNRY 1138, CNTR0 6, CNTR1 4, CNTR2 4, CR 421, CURR 1138, DATA 276133, ISR 1276, PAR, MAR 1, TSR 421", 8, 1)]
    public void TheRecordedDriverReadsTheSameFromTheSimulatedCard(string name, string compared, int promReads, int resetReads)
    {
        using var player = new Player(Recording.Of(name));

        var comparison = player.Play().Comparison;

        Assert.Empty(comparison.Differences);
        Assert.Equal(compared, comparison.Compared);
        Assert.Equal(NotCompared(promReads, resetReads), comparison.LeftOut);
    }

    [Theory]
    [InlineData("ne2k_pci-boot", 6, 9)]
    [InlineData("ne2k_pci-cycle", 18, 30)]
    [InlineData("ne2k_pci-down", 746, 421)]
    public void TheRecordedDriversFramesGoThroughTheSimulatedCard(string name, int received, int sent)
    {
        var recording = Recording.Of(name);
        using var player = new Player(recording);

        player.Play();

        Assert.Equal(received, recording.Received.Count);
        Assert.Equal(received, player.Delivered);
        Assert.Equal(sent, player.Sent.Count);
        Assert.Equal(recording.Sent, player.Sent);
    }

    [Fact]
    public void AnotherCardIsToldFromTheRecordedOne()
    {
        using var player = new Player(Recording.Of("ne2k_pci-boot"), new SimulatedNe2000Options { StationAddress = [2, 0, 0, 0, 0, 1] });

        Assert.Contains(player.Play().Comparison.Differences, difference => difference.Contains("DATA was 0x52 in the recording", StringComparison.Ordinal));
    }

    private static string NotCompared(int promReads, int resetReads) =>
        "CR at power-on: 0 in QEMU, stopped in the data sheet 1, " +
        $"PROM between address and signature: QEMU doubles its own leftovers {promReads}, " +
        $"reset port: QEMU drives 0, a card drives nothing {resetReads}";
}

using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Scripted;

/// <summary>The same drivers on QEMU's NE2000, which nobody here wrote. It filters by its PROM, so they take the address from there.</summary>
public class OnQemuTests
{
    private const ushort Number = 9;

    [QemuFact]
    public void TheUsualDriverMovesEveryFrameOnce() => Finish(new Ne2000DriverOptions(), window: 4);

    [QemuFact]
    public void APolledDriverMovesEveryFrameOnce() => Finish(new Ne2000DriverOptions { IsPolled = true, LeavesTransmitCause = true, TransferBytes = 1 }, window: 1);

    [QemuFact]
    public void ADriverThatDoesEverythingMovesEveryFrameOnce() => Finish(new Ne2000DriverOptions
    {
        HasTwoTransmitBuffers = true, SplitsSetup = true, ReadsBackEvery = 1, RestsOnPage1 = true, RecoversEvery = 4, Groups = [Drivers.Group],
        Boundary = BoundaryConvention.AtNext, TransferBytes = 4, MovesInRuns = false,
    }, window: 1);

    private static void Finish(Ne2000DriverOptions options, int window)
    {
        options = options with { StationAddress = Frames.Station, NotReadBack = Ne2000Readback.NotOnQemu, TransmitTimeoutNs = 5_000_000_000 };
        var workload = new Workload { Frames = 20, Window = window, TimeoutNs = options.RecoversEvery > 0 ? 1_000_000_000 : 10_000_000_000 };
        using var nic = Started.Nic();
        using var guest = Ne2000Guest.Create("guest", Number, options, workload);
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = 20_000_000 });

        var report = new Bench(nic, guest, peer, NewMonitor.OfQemu()).Run();

        Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));
        Assert.Equal((20, 20, 0, 0), (report.FramesSent, report.FramesReceived + report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder));
        Assert.True(report.FramesLost == 0 || options.RecoversEvery > 0, $"{report.FramesLost} frames were lost"); // a reply can come while the card is stopped
        Assert.Equal(new StreamTally(20, 0, 0, 0, 0), peer.TallyOf(Number));
    }
}

using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>What a scripted guest does when the ring overflows, frames are lost, or the device fails under it.</summary>
public class TroubleTests
{
    private const ushort Number = 3;

    private static readonly Announcement Flood = new() { EveryNs = 50_000_000, FirstNs = 5_000_000, Burst = 40, Bursts = 5 };

    [Theory]
    [InlineData(false, StopWhileSending.Completes)]
    [InlineData(false, StopWhileSending.Loses)]
    [InlineData(true, StopWhileSending.Completes)]
    [InlineData(true, StopWhileSending.Loses)]
    public void ARingThatOverflowsIsRecovered(bool leavesTransmitCause, StopWhileSending whileSending)
    {
        var sleepy = new Ne2000DriverOptions
        {
            IsPolled = true, PollNs = 10_000_000, FirstRingPage = 0x50, EndOfRing = 0x58, LeavesTransmitCause = leavesTransmitCause, ReadsBackEvery = 1,
        };
        var workload = new Workload { Frames = 30, TimeoutNs = 100_000_000 };
        var peer = new EchoPeer(new EchoPeerOptions { Announcements = [Flood] });

        var report = Run(sleepy, workload, peer, whileSending);

        Assert.Equal(GuestOutcome.Done, report.Outcome);
        Assert.InRange(report.Recoveries, 1, Flood.Bursts * 2);
        Assert.Equal(30, report.FramesReceived + report.FramesLost);
        Assert.Equal((30, 0, 0), (report.FramesSent, report.FramesDamaged, report.FramesOutOfOrder));
        Assert.Equal(new StreamTally(30, 0, 0, 0, 0), peer.TallyOf(Number));
    }

    [Fact]
    public void RepliesThatDoNotComeAreCountedAndNotWaitedForWithoutEnd()
    {
        var report = Run(new Ne2000DriverOptions(), new Workload { Frames = 10, Window = 2, Replies = 2 }, new Deaf());

        Assert.Equal(GuestOutcome.Done, report.Outcome);
        Assert.Equal((10, 0, 20), (report.FramesSent, report.FramesReceived, report.FramesLost));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(2002)]
    public void AMachineCheckIsRecoveredWhereverItComes(long access)
    {
        var workload = new Workload { Frames = 20, TimeoutNs = 20_000_000 };
        var peer = new EchoPeer();

        var report = Run(new Ne2000DriverOptions { MovesInRuns = false }, workload, peer, refuses: (number, _) => number == access);

        Assert.Equal((GuestOutcome.Done, 1), (report.Outcome, report.Recoveries));
        Assert.Equal(20, report.FramesReceived + report.FramesLost);
        Assert.InRange(report.FramesLost, 0, 1);
    }

    [Fact]
    public void MachineChecksWithoutEndEndTheGuest()
    {
        var report = Run(new Ne2000DriverOptions { MostRecoveries = 5 }, new Workload { Frames = 20 }, new EchoPeer(), refuses: (_, access) => access.Offset == 0x1f);

        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Equal("the device failed under it, after 5 recoveries from trouble; that is as many as it tries", report.Message);
    }

    [Fact]
    public void WithoutACardTheGuestSaysSo()
    {
        using var nic = new EmptyBus();
        using var guest = Ne2000Guest.Create("guest", Number, new Ne2000DriverOptions(), new Workload { Frames = 1 });

        var report = new Bench(nic, guest, new EchoPeer()).Run();

        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Equal("the PROM ends with 0xff 0xff in place of 0x57 0x57; is there an NE2000 at these ports?", report.Message);
    }

    [Fact]
    public void ARegisterThatChangedBehindTheDriverIsFoundByReadingBack()
    {
        using var nic = new SimulatedNe2000();
        using var guest = Ne2000Guest.Create("guest", Number, new Ne2000DriverOptions { ReadsBackEvery = 5 }, new Workload { Frames = 20 });
        var bench = new Bench(nic, guest, new EchoPeer())
        {
            Refuses = (number, _) =>
            {
                if (number > 3000)
                    nic.State.Mar[5] = 1;
                return false;
            },
        };

        var report = bench.Run();

        Assert.Equal((GuestOutcome.Failed, "MAR5 reads 0x01, but the driver had set 0x00"), (report.Outcome, report.Message));
    }

    private static GuestReport Run(
        Ne2000DriverOptions options, Workload workload, IPeer peer, StopWhileSending whileSending = default, Func<long, GuestAccess, bool>? refuses = null)
    {
        using var nic = new SimulatedNe2000(new SimulatedNe2000Options { WhileSending = whileSending });
        using var guest = Ne2000Guest.Create("guest", Number, options, workload);
        return new Bench(nic, guest, peer) { Refuses = refuses }.Run();
    }
}

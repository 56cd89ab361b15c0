using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>The driver in all its variants alone with a card: every frame once, whole and in order, both ways, and nothing that the model denies.</summary>
public class DriverTests
{
    private const ushort Number = 7;

    public static TheoryData<string> Names => Drivers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void InPingPongEveryFrameComesOnceBothWays(string driver) => Finish(Drivers.Named(driver), new Workload { Frames = 40 });

    [Theory]
    [MemberData(nameof(Names))]
    public void AtFullSpeedEveryFrameComesOnceBothWays(string driver) => Finish(Drivers.Named(driver), new Workload { Frames = 120, Window = 4, Seed = 5, TimeoutNs = 50_000_000 });

    [Theory]
    [MemberData(nameof(Names))]
    public void WhereAStopLosesTheFrameOnItsWayItIsSentAgain(string driver) =>
        Finish(Drivers.Named(driver), new Workload { Frames = 60, Window = 3, TimeoutNs = 50_000_000 }, StopWhileSending.Loses);

    [Theory]
    [MemberData(nameof(Names))]
    public void OneWayTrafficNeedsNoReplies(string driver) => Finish(Drivers.Named(driver), new Workload { Frames = 50, Window = 8, Replies = 0 });

    [Fact]
    public void ARequestCanHaveSeveralReplies() =>
        Assert.Equal(90, Finish(new Ne2000DriverOptions(), new Workload { Frames = 30, Replies = 3, MostBytes = 300 }).FramesReceived);

    [Fact]
    public void TheInterruptOfRemoteDmaIsAcknowledgedBeforeItIsTaken()
    {
        var report = Finish(new Ne2000DriverOptions { InterruptMask = 0x7f }, new Workload { Frames = 20 });

        Assert.Equal(Finish(new Ne2000DriverOptions(), new Workload { Frames = 20 }).Interrupts, report.Interrupts);
    }

    /// <summary>Runs a guest to a good end, and checks the account of both sides.</summary>
    /// <remarks>
    /// A driver that recovers or tests itself is deaf for 3.2 ms each time. Its peer is slow, so that in ping-pong nothing comes in that time; in a window
    /// something may, and is lost, but nothing that it sends.
    /// </remarks>
    private static GuestReport Finish(Ne2000DriverOptions options, Workload workload, StopWhileSending whileSending = StopWhileSending.Completes)
    {
        using var nic = new SimulatedNe2000(new SimulatedNe2000Options { WhileSending = whileSending });
        using var guest = Ne2000Guest.Create("guest", Number, options, workload);
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = IsDeafAtTimes(options) ? 5_000_000 : 200_000 });

        var report = new Bench(nic, guest, peer, NewMonitor.OfCard()).Run();

        Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));
        Assert.Equal(workload.Frames, report.FramesSent);
        Assert.Equal(workload.Frames * workload.Replies, report.FramesReceived + report.FramesLost);
        Assert.True(report.FramesLost == 0 || IsDeafAtTimes(options) && workload.Window > 1, $"{report.FramesLost} frames were lost");
        Assert.Equal((0, 0), (report.FramesDamaged, report.FramesOutOfOrder));
        Assert.Equal(0, report.Recoveries);
        Assert.Equal(new StreamTally(workload.Frames, 0, 0, 0, 0), peer.TallyOf(Number));
        Assert.Equal(0, peer.DamagedFrames);
        return report;
    }

    private static bool IsDeafAtTimes(Ne2000DriverOptions options) => options.RecoversEvery > 0 || options.TestsItselfEvery > 0;
}

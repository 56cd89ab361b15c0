using Passthrough.Devices.Drivers;
using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>The driver in all its variants alone with a card: every frame once, whole and in order, both ways, and nothing that the model denies.</summary>
public class DriverTests
{
    private const ushort Number = 7;

    public static TheoryData<string> Names => Drivers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void InPingPongEveryFrameComesOnceBothWays(string driver) =>
        Assert.Equal(40, Finish(Drivers.Named(driver), new Workload { Frames = 40 }).FramesReceived);

    [Theory]
    [MemberData(nameof(Names))]
    public void AtFullSpeedEveryFrameComesOnceBothWays(string driver) =>
        Assert.Equal(120, Finish(Drivers.Named(driver), new Workload { Frames = 120, Window = 4, Seed = 5 }).FramesReceived);

    [Theory]
    [MemberData(nameof(Names))]
    public void WhereAStopLosesTheFrameOnItsWayItIsSentAgain(string driver) =>
        Assert.Equal(60, Finish(Drivers.Named(driver), new Workload { Frames = 60, Window = 3 }, StopWhileSending.Loses).FramesReceived);

    [Theory]
    [MemberData(nameof(Names))]
    public void OneWayTrafficNeedsNoReplies(string driver) =>
        Assert.Equal(50, Finish(Drivers.Named(driver), new Workload { Frames = 50, Window = 8, Replies = 0 }).FramesSent);

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
    private static GuestReport Finish(Ne2000DriverOptions options, Workload workload, StopWhileSending whileSending = StopWhileSending.Completes)
    {
        using var nic = new SimulatedNe2000(new SimulatedNe2000Options { WhileSending = whileSending });
        using var guest = Ne2000Guest.Create("guest", Number, options, workload);
        var peer = new EchoPeer();

        var report = new Bench(nic, guest, peer, NewMonitor.OfCard()).Run();

        Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));
        Assert.Equal(workload.Frames, report.FramesSent);
        Assert.Equal(workload.Frames * workload.Replies, report.FramesReceived);
        Assert.Equal((0, 0, 0), (report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder));
        Assert.Equal(0, report.Recoveries);
        Assert.Equal(new StreamTally(workload.Frames, 0, 0, 0, 0), peer.TallyOf(Number));
        Assert.Equal(0, peer.DamagedFrames);
        return report;
    }
}

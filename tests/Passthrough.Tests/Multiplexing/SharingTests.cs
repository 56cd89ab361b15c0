using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;
using Passthrough.Tests.Scripted;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Guests that share a card lose nothing: every frame goes out once and every reply comes in once, whole, in order, and to its guest alone.</summary>
public class SharingTests
{
    public static TheoryData<FramePolicy, int> Sharing => new()
    {
        { FramePolicy.Hold, 2 }, { FramePolicy.Hold, 3 }, { FramePolicy.Hold, 8 },
        { FramePolicy.Switch, 2 }, { FramePolicy.Switch, 3 }, { FramePolicy.Switch, 8 },
    };

    /// <summary>Turns so short that a workload takes many.</summary>
    private static FairScheduler ShortTurns => new(leastMs: 2, mostMs: 10, idleMs: 1);

    [Theory]
    [MemberData(nameof(Sharing))]
    public void EveryFrameComesExactlyOnce(FramePolicy frames, int guests)
    {
        using var card = new SharedCard(new SharingOptions { Frames = frames }, scheduler: ShortTurns);
        for (var i = 0; i < guests; i++)
            card.AddDriver(new Workload { Frames = 60, Window = 4, Seed = (ulong)i });

        card.Run();

        Assert.All(card.Multiplexer.Tenants, tenant => card.AssertUnharmed(tenant, 60));
        Assert.All(card.Multiplexer.Tenants, tenant => Assert.Equal(0, tenant.Counts.FramesDropped));
        card.AssertNoIncidents();
        Assert.True(card.Multiplexer.Handoffs.Count > guests, "nothing was shared");
        Assert.Equal(0, card.Multiplexer.FramesLostOnLink);
    }

    [Theory]
    [MemberData(nameof(Drivers.Names), MemberType = typeof(Drivers))]
    public void AnyDriverSharesWithTheUsualOne(string driver)
    {
        var options = Drivers.Named(driver);
        using var card = new SharedCard(scheduler: ShortTurns);
        var first = card.AddDriver(new Workload { Frames = 40, Window = 2 }, options);
        var second = card.AddDriver(new Workload { Frames = 40, Window = 4 });

        card.Run();

        Assert.Equal((GuestOutcome.Done, "", 0), (first.Guest.Report.Outcome, first.Guest.Report.Message, first.Guest.Report.FramesDamaged));
        Assert.Equal(new StreamTally(40, 0, 0, 0, 0), card.Peer.TallyOf(1));
        if (options is { RecoversEvery: 0, TestsItselfEvery: 0 }) // a reply that comes while a driver has stopped its card is lost on a card of its own too
            card.AssertUnharmed(first, 40);
        card.AssertUnharmed(second, 40);
        card.AssertNoIncidents();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void DroppedFramesAreCounted(int guests)
    {
        using var card = new SharedCard(new SharingOptions { Frames = FramePolicy.Drop }, peer: new EchoPeerOptions { LatencyNs = 2_000_000 });
        for (var i = 0; i < guests; i++)
            card.AddDriver(new Workload { Frames = 40, Window = 2, TimeoutNs = 2_000_000_000, Seed = (ulong)i });

        card.Run();

        foreach (var tenant in card.Multiplexer.Tenants)
        {
            var report = tenant.Guest.Report;
            Assert.Equal((40, 40, 0, 0), (report.FramesSent, report.FramesReceived + report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder));
            Assert.Equal(tenant.Counts.FramesDropped, report.FramesLost);
            Assert.Equal(new StreamTally(40, 0, 0, 0, 0), card.Peer.TallyOf((ushort)(tenant.Number + 1)));
        }
        Assert.True(card.Multiplexer.Tenants.Sum(tenant => tenant.Counts.FramesDropped) > 0, "nothing was dropped");
        card.AssertNoIncidents();
    }

    [Theory]
    [InlineData(FramePolicy.Hold)]
    [InlineData(FramePolicy.Switch)]
    public void AReplyComesAlthoughTheOwnerHasEnded(FramePolicy frames)
    {
        // The first guest gets its reply and ends; that of the second comes when the owner has stopped its NIC.
        using var card = new SharedCard(new SharingOptions { Frames = frames }, peer: new EchoPeerOptions { LatencyNs = 30_000_000 });
        var tenants = new[] { 1, 2 }.Select(_ => card.AddDriver(new Workload { Frames = 1 })).ToList();

        card.Run();

        Assert.All(tenants, tenant => card.AssertUnharmed(tenant, 1));
        Assert.InRange(card.Multiplexer.NowNs, 1, 200_000_000);
    }

    [Fact]
    public void ARunIsTheSameEachTime() => Assert.Equal(Run(), Run());

    [QemuTheory]
    [InlineData(FramePolicy.Hold, 2)]
    [InlineData(FramePolicy.Hold, 3)]
    [InlineData(FramePolicy.Switch, 2)]
    public void EveryFrameComesExactlyOnceOnQemu(FramePolicy frames, int guests)
    {
        using var card = new SharedCard(new SharingOptions { Frames = frames, DeadlineMs = 5_000 }, Started.Nic(), Cards.Qemu, peer: new EchoPeerOptions { LatencyNs = 5_000_000 });
        var driver = new Ne2000DriverOptions { NotReadBack = Ne2000Readback.NotOnQemu, TransmitTimeoutNs = 30_000_000_000 };
        for (var i = 0; i < guests; i++)
            card.AddDriver(new Workload { Frames = 8, Window = 2, MostBytes = 300, TimeoutNs = 60_000_000_000, Seed = (ulong)i }, driver);

        card.Run();

        Assert.All(card.Multiplexer.Tenants, tenant => card.AssertUnharmed(tenant, 8));
        card.AssertNoIncidents();
    }

    private static List<(long, long, long, GuestReport)> Run()
    {
        using var card = new SharedCard(scheduler: ShortTurns);
        for (var i = 0; i < 3; i++)
            card.AddDriver(new Workload { Frames = 30, Window = 3 });
        card.Run();
        return [.. card.Multiplexer.Tenants.Select(tenant => (tenant.Counts.Accesses, tenant.Counts.OwnedNs, tenant.Counts.WaitedNs, tenant.Guest.Report))];
    }
}

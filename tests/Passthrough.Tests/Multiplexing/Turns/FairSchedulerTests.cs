using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>Who gets the device, and for how long.</summary>
public class FairSchedulerTests
{
    private const long SecondNs = 1_000_000_000;

    [Fact]
    public void TimeIsSharedByWeights()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 10));
        var (light, heavy) = (Flood(card, 1), Flood(card, 3));
        card.Multiplexer.Run(2 * SecondNs);
        Assert.InRange((double)heavy.Counts.OwnedNs / light.Counts.OwnedNs, 2.5, 3.5);
    }

    [Fact]
    public void NobodyStarves()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 10));
        var tenants = Enumerable.Range(0, 8).Select(_ => Flood(card, 1)).ToList();
        card.Multiplexer.Run(2 * SecondNs);
        Assert.All(tenants, tenant => Assert.InRange(tenant.Counts.LongestWaitNs, 1, 150_000_000));
        Assert.All(tenants, tenant => Assert.InRange(tenant.Counts.Turns, 10, int.MaxValue));
    }

    [Fact]
    public void AnOwnerThatWantsNothingGivesWayEarly()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 1000, idleMs: 5));
        card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            await io.Wait(10 * SecondNs);
        });
        var other = Flood(card, 1);
        card.Multiplexer.Run(SecondNs / 10);
        Assert.InRange(other.Counts.LongestWaitNs, 5_000_000, 20_000_000);
    }

    [Fact]
    public void AnIdleDeviceStaysWhereItIs()
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 2, idleMs: 1));
        var only = card.AddDriver(new Workload { Frames = 50 });
        card.Run();
        Assert.Equal((1, 0), (only.Counts.Turns, card.Multiplexer.Handoffs.Count));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(1, 3, 1)]
    public void AnOwnerThatNeverLetsGoGetsItsWeight(params int[] weights)
    {
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 10));
        var tenants = weights.Select((weight, number) => number == 0 ? Stuck(card, weight) : Flood(card, weight)).ToList();
        card.Multiplexer.Run(3 * SecondNs);
        var all = (double)tenants.Sum(tenant => tenant.Counts.OwnedNs);
        Assert.All(tenants, tenant => Assert.InRange(tenant.Counts.OwnedNs / all, tenant.Weight / weights.Sum() - 0.04, tenant.Weight / weights.Sum() + 0.04));
        Assert.True(tenants[0].Counts.Evictions > 5, "it let go");
    }

    [Fact]
    public void FramesGiveAGuestNoMoreThanItsShare()
    {
        using var nic = new SimulatedNe2000();
        var peer = new FloodPeer(Hand.AddressOf(1), everyNs: 3_000_000);
        var multiplexer = new Multiplexer(Cards.Usual, nic, peer, new FairScheduler(leastMs: 1, mostMs: 10), new SharingOptions { Frames = FramePolicy.Switch });
        var tenants = new byte[] { 1, 2 }.Select(station => multiplexer.Add(new ScriptedGuest($"guest {station}", new ScriptOf(async io =>
        {
            await io.StartAsync(station);
            peer.Start(io.NowNs);
            while (true)
            {
                await io.Read(Hand.Isr, 1);
                await io.Write(Hand.Cr, 1, 0x62);
                var current = (byte)await io.Read(7, 1);
                await io.Write(Hand.Cr, 1, 0x22);
                await io.Write(3, 1, (byte)(current == Hand.FirstRingPage ? Hand.RingEnd - 1 : current - 1)); // all is read
            }
        })))).ToList();
        multiplexer.Run(SecondNs);
        Assert.InRange((double)tenants[0].Counts.OwnedNs / tenants.Sum(tenant => tenant.Counts.OwnedNs), 0.45, 0.55);
        Assert.InRange(tenants[0].Counts.FramesHeld, 30, long.MaxValue);
    }

    /// <summary>A guest that begins a DMA and never ends it, and resets its device when it has lost it.</summary>
    private static Tenant Stuck(SharedCard card, double weight) => card.AddScript(async io =>
    {
        while (true)
        {
            await io.StartAsync(station: 99);
            await io.BeginRemoteAsync(0x4000, 512, 0x0a);
            while (await io.Read(Hand.Cr, 1) != 0xff)
                continue;
        }
    }, weight);

    private static Tenant Flood(SharedCard card, double weight) => card.AddScript(async io =>
    {
        await io.StartAsync(station: (byte)card.Multiplexer.Tenants.Count);
        while (true)
            await io.Read(Hand.Isr, 1);
    }, weight);
}

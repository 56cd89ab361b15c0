using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;

namespace Passthrough.Tests.Multiplexing;

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
        var seats = Enumerable.Range(0, 8).Select(_ => Flood(card, 1)).ToList();
        card.Multiplexer.Run(2 * SecondNs);
        Assert.All(seats, seat => Assert.InRange(seat.Counts.LongestWaitNs, 1, 150_000_000));
        Assert.All(seats, seat => Assert.InRange(seat.Counts.Turns, 10, int.MaxValue));
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

    private static Seat Flood(SharedCard card, double weight) => card.AddScript(async io =>
    {
        await io.StartAsync(station: (byte)card.Multiplexer.Seats.Count);
        while (true)
            await io.Read(Hand.Isr, 1);
    }, weight);
}

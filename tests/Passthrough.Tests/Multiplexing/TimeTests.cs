using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics.Ne2000;

namespace Passthrough.Tests.Multiplexing;

/// <summary>On a device with a virtual clock time passes whatever a guest does, so that everybody else goes on.</summary>
public class TimeTests
{
    private const long SecondNs = 1_000_000_000;

    [Fact]
    public void AGuestThatIsAlwaysBusyStopsNobody() => OthersGoOn(new OddGuest(nowNs => nowNs < SecondNs ? GuestRequest.Busy : GuestRequest.Ended));

    [Fact]
    public void AGuestThatWaitsForAMomentThatHasPassedStopsNobody() =>
        OthersGoOn(new OddGuest(nowNs => nowNs < SecondNs ? GuestRequest.Wait(nowNs) : GuestRequest.Ended));

    [Fact]
    public void AGuestThatSleepsOnWithItsLineAssertedStopsNobody()
    {
        var driver = Ne2000Guest.Create("driver", 9, new(), new Workload { Frames = 10 });
        using var card = new SharedCard();
        var odd = card.Multiplexer.Add(new OddGuest(nowNs => nowNs < SecondNs ? GuestRequest.Wait(SecondNs) : GuestRequest.Ended, driver));
        while (!odd.HasEnded)
            card.Multiplexer.Step();
        Assert.True(card.Multiplexer.NowNs < 2 * SecondNs);
        Assert.Equal(1, card.Peer.TallyOf(9).Received); // so there was an interrupt to sleep through
    }

    [Fact]
    public void AGuestThatPollsItsClockSeesItGoOnSoon()
    {
        var longestNs = 0L;
        var beforeNs = 0L;
        OthersGoOn(new OddGuest(nowNs =>
        {
            (longestNs, beforeNs) = (Math.Max(longestNs, nowNs - beforeNs), nowNs);
            return nowNs < SecondNs ? GuestRequest.Busy : GuestRequest.Ended;
        }));
        Assert.InRange(longestNs, 1, 2_000_000);
    }

    [Fact]
    public void AnOwnerWhoseAccessesAreAllDeniedStopsNobody()
    {
        using var card = new SharedCard();
        card.AddScript(async io =>
        {
            while (io.NowNs < SecondNs)
                await io.Write(0x18, 1, 0); // nothing is there
        });
        var other = card.AddDriver(new Workload { Frames = 50, Window = 4 });
        card.Run();
        card.AssertUnharmed(other, 50);
        Assert.Equal(IncidentLog.MostKeptPerGuest, card.Incidents.Kept.Count);
        Assert.Equal(card.Multiplexer.Tenants[0].Counts.Denied, card.Incidents.Count);
    }

    private static void OthersGoOn(IGuest odd)
    {
        using var card = new SharedCard();
        var tenant = card.Multiplexer.Add(odd);
        var other = card.Multiplexer.Add(Ne2000Guest.Create("other", 2, new(), new Workload { Frames = 50, Window = 4 }));
        card.Run();
        card.AssertUnharmed(other, 50);
        card.AssertNoIncidents();
        Assert.True(tenant.HasEnded);
        Assert.InRange(card.Multiplexer.NowNs, SecondNs, 2 * SecondNs);
    }
}

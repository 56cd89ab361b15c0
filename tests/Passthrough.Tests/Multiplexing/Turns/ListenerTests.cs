using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>A guest that only listens gets the device when nobody else takes frames for it.</summary>
public class ListenerTests
{
    private const int Frames = 2_989, MostLostInTheRing = 130;
    private const long SecondNs = 1_000_000_000, EveryNs = 1_000_000;
    private const byte StopNic = 0x21;

    public static TheoryData<FramePolicy, string> Owners
    {
        get
        {
            var data = new TheoryData<FramePolicy, string>();
            foreach (var policy in new[] { FramePolicy.Hold, FramePolicy.Switch })
                foreach (var owner in new[] { "stops its NIC and sleeps", "stops its NIC and ends", "ends", "loses its device and sleeps" })
                    data.Add(policy, owner);
            data.Add(FramePolicy.Drop, "stops its NIC and sleeps");
            data.Add(FramePolicy.Drop, "loses its device and sleeps");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Owners))]
    public void AListenerTakesAllFramesAlthoughTheOwner(FramePolicy policy, string owner) => Assert.Equal(Frames, TakenBesideOwnerThat(policy, owner));

    [Theory]
    [InlineData(FramePolicy.Hold)]
    [InlineData(FramePolicy.Switch)]
    public void AListenerIsOnlyDelayedByAnOwnerThatKeepsFramesFromBeingSorted(FramePolicy policy) =>
        Assert.InRange(TakenBesideOwnerThat(policy, "leaves a DMA at work and sleeps"), Frames - MostLostInTheRing, Frames);

    [Fact]
    public void ListenersDoNotTakeTheDeviceFromEachOther()
    {
        using var card = new SharedCard();
        var listeners = new[] { AddListener(card, 1), AddListener(card, 2), AddListener(card, 3) };
        card.AddScript(async io =>
        {
            await io.Wait(SecondNs / 10);
            await io.StartAsync(station: 4);
            await io.Write(Hand.Cr, 1, StopNic);
            await io.Wait(long.MaxValue);
        });
        card.Multiplexer.Run(2 * SecondNs);
        Assert.Contains(card.Multiplexer.Owner, listeners);
        Assert.InRange(card.Multiplexer.Handoffs.Count, 4, 6);
    }

    [Fact]
    public void AGuestThatWorksWithoutListeningSharesWithAListener()
    {
        using var card = new SharedCard();
        var listener = AddListener(card, 1);
        var worker = card.AddScript(async io =>
        {
            await io.StartAsync(station: 2);
            await io.Write(Hand.Cr, 1, StopNic);
            while (true)
                await io.Read(Hand.Isr, 1);
        });
        card.Multiplexer.Run(2 * SecondNs);
        Assert.InRange(listener.Counts.Turns, 5, long.MaxValue);
        Assert.InRange(worker.Counts.OwnedNs, SecondNs, 2 * SecondNs); // the listener had nothing to do in its turns
        card.AssertNoIncidents();
    }

    private static Tenant AddListener(SharedCard card, byte station) => card.AddScript(async io =>
    {
        await io.StartAsync(station);
        await io.Wait(long.MaxValue);
    });

    private static int TakenBesideOwnerThat(FramePolicy policy, string owner)
    {
        using var nic = new SimulatedNe2000();
        var peer = new FloodPeer(Hand.AddressOf(1), EveryNs, Frames);
        var options = new SharingOptions { Frames = policy, Denied = DenialPolicy.Reset };
        var multiplexer = new Multiplexer(Cards.Usual, nic, peer, new FairScheduler(), options);
        var (taken, isReady) = (0, false);
        multiplexer.Add(new ScriptedGuest("listener", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.Write(0xf, 1, 1);
            isReady = true;
            for (var next = Hand.FirstRingPage; ;)
            {
                await io.Wait(long.MaxValue); // for the interrupt, as a driver does
                await io.Write(Hand.Isr, 1, 0xff);
                await io.Write(Hand.Cr, 1, 0x62);
                var current = (byte)await io.Read(7, 1);
                await io.Write(Hand.Cr, 1, 0x22);
                for (; next != current; taken++)
                    next = next + 1 == Hand.RingEnd ? Hand.FirstRingPage : (byte)(next + 1);
                await io.Write(3, 1, (byte)(current == Hand.FirstRingPage ? Hand.RingEnd - 1 : current - 1));
            }
        })));
        multiplexer.Add(new ScriptedGuest("owner", new ScriptOf(async io =>
        {
            while (!isReady)
                await io.Wait(io.NowNs + 1_000_000);
            await io.StartAsync(station: 2);
            if (owner.StartsWith("stops", StringComparison.Ordinal))
                await io.Write(Hand.Cr, 1, StopNic);
            peer.Start(io.NowNs);
            if (owner.StartsWith("loses", StringComparison.Ordinal))
                await io.Write(0x1a, 1, 0); // nothing is there
            if (owner.StartsWith("leaves", StringComparison.Ordinal))
                await io.BeginRemoteAsync(0x4000, 512, 0x0a);
            if (owner.EndsWith("sleeps", StringComparison.Ordinal))
                await io.Wait(long.MaxValue);
        })));
        multiplexer.Run(untilNs: Frames * EveryNs + SecondNs / 2);
        Assert.Equal((Frames, 0), (peer.Sent, multiplexer.FramesLostOnLink));
        return taken;
    }
}

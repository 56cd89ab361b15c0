using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.E1000;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>A drain ends in time, and evicts nobody for what is not up to the owner.</summary>
public class DrainTests
{
    private const long SecondNs = 1_000_000_000;
    private const double DeadlineMs = 50, MostMs = 10;

    [Theory]
    [InlineData(false)] // frames follow each other without a pause
    [InlineData(true)] // one frame is for ever on its way, as where QEMU does not take it
    public void ABusyWireEvictsNobody(bool neverSilent)
    {
        using var nic = new OddNic { CanRecall = false, NeverSilent = neverSilent };
        var peer = new FloodPeer(Hand.AddressOf(1), everyNs: 1_000);
        var multiplexer = new Multiplexer(Cards.Usual, nic, peer, new FairScheduler(leastMs: 1, MostMs), new SharingOptions { Frames = FramePolicy.Drop, DeadlineMs = DeadlineMs });
        var owner = multiplexer.Add(new ScriptedGuest("owner", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            peer.Start(io.NowNs);
            while (true)
                await io.Read(Hand.Cr, 1);
        })));
        var other = multiplexer.Add(new ScriptedGuest("other", new ScriptOf(async io =>
        {
            await io.Wait(20_000_000);
            await io.StartAsync(station: 2);
            while (true)
                await io.Read(Hand.Cr, 1);
        })));

        multiplexer.Run(SecondNs);

        Assert.Equal(0, multiplexer.Incidents.Count);
        Assert.InRange(other.Counts.Turns, 5, long.MaxValue);
        Assert.InRange(owner.Counts.Turns, 5, long.MaxValue);
    }

    [QemuTheory]
    [InlineData(FramePolicy.Drop, 0)]
    [InlineData(FramePolicy.Hold, 4)] // a reset waits until no frame is on its way, and more keep coming
    public void FramesOnTheWireEvictNoOwnerOfAnE1000(FramePolicy frames, int restartsEvery)
    {
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var peer = new FloodPeer([0xff, 0xff, 0xff, 0xff, 0xff, 0xff], everyNs: 200_000);
        var options = new SharingOptions { Frames = frames, DeadlineMs = 2_000 };
        var multiplexer = new Multiplexer(Cards.Of("e1000.yaml", "qemu"), nic, peer, new FairScheduler(leastMs: 10, mostMs: 50), options);
        var driver = new E1000DriverOptions { TransmitTimeoutNs = 60 * SecondNs, RestartsEvery = restartsEvery };
        foreach (ushort number in new[] { 1, 2 })
            multiplexer.Add(E1000Guest.Create($"guest {number}", number, driver, new Workload { Frames = 30, Replies = 0, PaceNs = 20_000_000, TimeoutNs = 60 * SecondNs }));
        peer.Start(nowNs: 0);

        multiplexer.Run(120 * SecondNs);

        Assert.All(multiplexer.Tenants, tenant => Assert.Equal((GuestOutcome.Done, 0, 0), (tenant.Guest.Report.Outcome, tenant.Counts.Evictions, tenant.Counts.Denied)));
        Assert.Empty(multiplexer.Incidents.Kept);
        Assert.InRange(multiplexer.Handoffs.Count, 2, long.MaxValue);
    }

    [Theory]
    [InlineData("reads while a DMA waits")]
    [InlineData("begins one DMA after the other")]
    [InlineData("sends one frame after the other")]
    [InlineData("sends and leaves its causes")]
    public void ADrainEndsByItsDeadlineWhateverTheOwner(string does)
    {
        using var card = new SharedCard(new SharingOptions { DeadlineMs = DeadlineMs }, scheduler: new FairScheduler(leastMs: 1, MostMs));
        var owner = card.AddScript(async io =>
        {
            while (true)
            {
                await io.StartAsync(station: 1);
                await io.Write(0xf, 1, 0x0a);
                while (await io.Read(Hand.Cr, 1) != 0xff)
                    switch (does)
                    {
                        case "reads while a DMA waits":
                            await io.BeginRemoteAsync(0x4000, 512, 0x0a);
                            while (await io.Read(Hand.Cr, 1) is not 0xff)
                                await io.Read(Hand.Isr, 1);
                            break;
                        case "begins one DMA after the other":
                            await io.BeginRemoteAsync(0x4000, 2, 0x0a);
                            await io.BeginRemoteAsync(0x4000, 2, 0x12);
                            break;
                        case "sends one frame after the other":
                            await io.SendAsync(0x40, 1514);
                            await io.Write(Hand.Isr, 1, 0x0a);
                            break;
                        default:
                            await io.Write(4, 1, 0x40);
                            await io.Write(5, 1, 60);
                            await io.Write(Hand.Cr, 1, 0x26);
                            break;
                    }
            }
        });
        var other = card.AddScript(async io =>
        {
            await io.StartAsync(station: 2);
            while (true)
                await io.Read(Hand.Cr, 1);
        });

        card.Multiplexer.Run(SecondNs);

        Assert.InRange(other.Counts.LongestWaitNs, 1, (long)((MostMs + DeadlineMs + 2) * 1e6) * 2); // its own turn may have been cut short by none
        Assert.InRange((double)other.Counts.OwnedNs / (other.Counts.OwnedNs + owner.Counts.OwnedNs), 0.45, 1);
        Assert.All(card.Incidents.Kept, incident => Assert.Matches("so the device was reset: .+", incident.Text));
    }
}

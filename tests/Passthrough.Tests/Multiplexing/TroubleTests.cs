using System.Diagnostics;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Ne2000;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A guest that makes trouble harms itself: what it did is reported, and the others keep every frame.</summary>
public class TroubleTests
{
    private const long SecondNs = 1_000_000_000;

    private static readonly Workload Usual = new() { Frames = 60, Window = 4 };

    [Fact]
    public void AnOwnerThatNeverLetsGoIsEvicted()
    {
        using var card = new SharedCard();
        var stuck = card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(0x4000, 100, 0x0a);
            await io.Wait(3 * SecondNs);
        });
        var other = card.AddDriver(Usual);

        card.Run();

        card.AssertUnharmed(other, 60);
        var incident = Assert.Single(card.Incidents.Kept);
        Assert.Equal(("guest 1", IncidentKind.Evicted), (incident.Guest, incident.Kind));
        Assert.Contains("did not let go of the device within 100 ms, so the device was reset: remote_dma is reading", incident.Text, StringComparison.Ordinal);
        Assert.Equal(1, stuck.Counts.Evictions);
    }

    /// <summary>A guest on a busy host has more time; one that only seems to be, has an end all the same.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 1.75)] // a quarter of the deadline goes by before the host is asked
    [InlineData(1, 5)]
    public void TimeInWhichTheHostGaveNoProcessorIsNotTheGuests(double share, double deadlines)
    {
        using var card = new SharedCard();
        var stuck = card.Multiplexer.Add(new StarvedGuest(new ScriptedGuest("stuck", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(0x4000, 100, 0x0a);
            await io.Wait(3 * SecondNs);
        })), () => (long)(share * card.Nic.ElapsedNs)));
        var other = card.AddDriver(Usual);

        card.Run();

        card.AssertUnharmed(other, 60);
        Assert.Equal(1, stuck.Counts.Evictions);
        Assert.InRange(other.Counts.LongestWaitNs / 1e6, 100 * deadlines, 100 * deadlines + 40);
    }

    [Fact]
    public void AGuestThatLostItsCardReadsAllOnesUntilItResetsIt()
    {
        List<ulong> read = [];
        using var card = new SharedCard();
        card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(0x4000, 100, 0x0a);
            await io.Wait(SecondNs);
            read.Add(await io.Read(Hand.Data, 2));
            await io.Write(Hand.Cr, 1, 0x22);
            read.Add(await io.Read(Hand.Isr, 1));
            await io.ResetAsync();
            read.Add(await io.Read(Hand.Isr, 1) & 0x80);
            await io.StartAsync(station: 1);
            read.Add(await io.Read(Hand.Cr, 1));
        });
        var other = card.AddDriver(Usual);

        card.Run();

        card.AssertUnharmed(other, 60);
        Assert.Equal([0xffff, 0xff, 0x80, 0x22], read);
        Assert.Equal((3, 1), (card.Multiplexer.Tenants[0].Counts.WithoutDevice, card.Multiplexer.Tenants[0].Counts.Evictions));
    }

    [Fact]
    public void AGuestThatPollsALostCardForEverStopsNobody()
    {
        using var card = new SharedCard();
        card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(0x4000, 100, 0x0a);
            await io.Wait(io.NowNs + 300_000_000);
            while (true)
                await io.Read(Hand.Isr, 1);
        });
        var other = card.AddDriver(Usual with { Frames = 200 });
        card.RunUntilEnd(other);
        card.AssertUnharmed(other, 200);
    }

    [Fact]
    public void AGuestThatFloodsAccessesStopsNobody()
    {
        using var card = new SharedCard();
        card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            while (true)
                await io.Read(Hand.Isr, 1);
        });
        var other = card.AddDriver(Usual);
        card.RunUntilEnd(other);
        card.AssertUnharmed(other, 60);
        card.AssertNoIncidents();
    }

    [Fact]
    public void AGuestThatFloodsTheWireStopsNobody()
    {
        using var card = new SharedCard();
        var flood = card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            while (true)
                await io.SendAsync(0x40, 1514);
        });
        var other = card.AddDriver(Usual);
        card.RunUntilEnd(other);
        card.AssertUnharmed(other, 60);
        card.AssertNoIncidents();
        Assert.True(flood.Counts.Turns > 1, "the flood never went on");
    }

    [Theory]
    [InlineData(DenialPolicy.Ignore)]
    [InlineData(DenialPolicy.MachineCheck)]
    [InlineData(DenialPolicy.Reset)]
    [InlineData(DenialPolicy.Stop)]
    public void DeniedAccessesAreToldAndHarmNobody(DenialPolicy policy)
    {
        ulong? after = null;
        using var card = new SharedCard(new SharingOptions { Denied = policy });
        var bad = card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(0x7f00, 0x200, 0x12); // over the end of the RAM
            after = await io.Read(Hand.Cr, 1);
        });
        var other = card.AddDriver(Usual);

        card.Run();

        card.AssertUnharmed(other, 60);
        var denied = card.Incidents.Kept[0];
        Assert.Equal(("guest 1", IncidentKind.Denied), (denied.Guest, denied.Kind));
        Assert.StartsWith("write of 1 at +0x00 = 0x12 (starting): remote_write_in_ram: remote DMA must write on-card RAM", denied.Text, StringComparison.Ordinal);
        Assert.Equal(1, bad.Counts.Denied);
        Assert.Equal(policy switch { DenialPolicy.Ignore => 0x22UL, DenialPolicy.Reset => 0xffUL, _ => null }, after);
        Assert.Equal(policy == DenialPolicy.Reset ? 1 : 0, bad.Counts.Evictions);
        Assert.Equal(policy switch { DenialPolicy.MachineCheck => GuestOutcome.Failed, DenialPolicy.Stop => GuestOutcome.Running, _ => GuestOutcome.Done }, bad.Guest.Report.Outcome);
        Assert.Equal(policy == DenialPolicy.MachineCheck ? 2 : 1, card.Incidents.Count); // its driver does not recover
    }

    [QemuFact]
    public void AQemuThatIsKilledIsRevivedAndTheOthersGoOn()
    {
        using var nic = Started.Nic();
        using var card = new SharedCard(new SharingOptions { DeadlineMs = 5_000, Denied = DenialPolicy.MachineCheck }, nic, Cards.Qemu);
        var driver = new Ne2000DriverOptions { NotReadBack = Ne2000Readback.NotOnQemu, TransmitTimeoutNs = 30 * SecondNs };
        var workload = new Workload { Frames = 20, MostBytes = 300, TimeoutNs = 2 * SecondNs };
        var tenants = new[] { card.AddDriver(workload, driver), card.AddDriver(workload, driver) };
        while (card.Peer.TallyOf(1).Received < 3 && card.Peer.TallyOf(2).Received < 3)
            card.Multiplexer.Step();
        var owner = card.Multiplexer.Owner!;
        using (var qemu = Process.GetProcessById(nic.ProcessId))
            qemu.Kill();

        card.Run();

        var incident = Assert.Single(card.Incidents.Kept);
        Assert.Equal((owner.Guest.Name, IncidentKind.DeviceFailed), (incident.Guest, incident.Kind));
        Assert.Contains("ended with exit code 137", incident.Text, StringComparison.Ordinal);
        Assert.Equal(1, owner.Counts.Evictions);
        Assert.Equal((GuestOutcome.Done, 1), (owner.Guest.Report.Outcome, owner.Guest.Report.Recoveries));
        card.AssertUnharmed(Array.Find(tenants, tenant => tenant != owner)!, 20);
    }

    [Theory]
    [InlineData(PromiscuousPolicy.All, 60)]
    [InlineData(PromiscuousPolicy.Own, 0)] // as in a switch
    public void AGuestThatListensToEverythingGetsCopiesIfItMayAndTakesNothingFromOthers(PromiscuousPolicy promiscuous, long copies)
    {
        var listener = new Ne2000DriverOptions { IsPromiscuous = true };
        using var card = new SharedCard(new SharingOptions { Promiscuous = promiscuous }, scheduler: new FairScheduler(2, 10, 1));
        var sniffer = new WorkloadScript(1, new Ne2000Driver(listener, 1), new Workload { Frames = 60, Window = 2, PaceNs = 3_000_000 });
        var tenant = card.Multiplexer.Add(new Passthrough.Guests.Scripted.ScriptedGuest("listener", sniffer));
        var other = card.AddDriver(Usual);

        card.Run();

        card.AssertUnharmed(tenant, 60);
        card.AssertUnharmed(other, 60);
        card.AssertNoIncidents();
        Assert.Equal(copies, sniffer.FramesOfOthers);
    }
}

using Passthrough.Costs;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Ne2000;

namespace Passthrough.Tests.Multiplexing.Turns;

/// <summary>While its device is drained, an owner begins nothing new, unless the device cannot come to rest without it.</summary>
public class HoldingBackTests
{
    private const string Reading = "remote_dma is reading";
    private const int Bytes = 1500, SendPage = 0x40, ReadFrom = 0x4600;
    private const byte Send = 0x26, StopNic = 0x21, ReadRemote = 0x0a, TransmitCauses = 0x0a;
    private const long EarliestNs = 600_000, LongestNs = 5_000_000;

    private readonly byte[] content = [.. Enumerable.Range(0, Bytes).Select(i => (byte)(i * 7))];

    [Fact]
    public void HeldBackAccessIsCarriedOutAtTheNextTurn()
    {
        byte[] read = [];
        var scheduler = new OnDemandScheduler();
        using var card = new SharedCard(scheduler: scheduler);
        var other = card.AddScript(io => io.StartAsync(station: 2));
        var owner = card.AddScript(async io =>
        {
            await SendingAsync(io, mask: 0);
            scheduler.Next = other;
            await io.Wait(io.NowNs + EarliestNs); // the drain begins
            read = await io.DownloadAsync(ReadFrom, Bytes);
        });
        scheduler.Next = owner;
        RunUntilOwned(card, other);

        var held = owner.Request.Access;
        Assert.Equal((true, Hand.Cr, (byte)ReadRemote), (held.IsWrite, held.Offset, owner.Guest.Data[0]));
        Assert.DoesNotContain(Reading, card.Multiplexer.Handoffs.Obstacles.Keys);

        scheduler.Next = owner;
        card.Run();
        Assert.Equal(content, read);
        card.AssertNoIncidents();
    }

    [Fact]
    public void NothingIsHeldBackWhereTheTransmissionEndsWithACauseThatTheOwnerMustAcknowledge() =>
        Assert.Contains(Reading, ObstaclesOf(async io =>
        {
            await SendingAsync(io, mask: TransmitCauses);
            return async () =>
            {
                await io.DownloadAsync(ReadFrom, Bytes);
                while ((await io.Read(Hand.Isr, 1) & TransmitCauses) == 0)
                    await io.Wait(io.NowNs + 50_000);
                await io.Write(Hand.Isr, 1, TransmitCauses);
            };
        }));

    [Fact]
    public void NothingIsHeldBackWhileADmaRunsThatTheOwnerMustFinish() =>
        Assert.Contains("transmitter is sending", ObstaclesOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.BeginRemoteAsync(ReadFrom, 4, ReadRemote);
            return async () =>
            {
                await io.Write(4, 1, SendPage);
                await io.Write(5, 1, 60);
                await io.Write(Hand.Cr, 1, Send & ~0x20 | ReadRemote);
                await io.ReadRun(Hand.Data, 2, new byte[4]);
                await io.Write(Hand.Cr, 1, 0x22);
            };
        }));

    [Fact]
    public void AnOwnerGoesOnWhenTheDeviceDoesNotComeToRest()
    {
        var (beganNs, endedNs) = (0L, 0L);
        var obstacles = ObstaclesOf(async io =>
        {
            await SendingAsync(io, mask: 0);
            await io.Write(Hand.Cr, 1, StopNic); // the frame is lost, and no cause reports it
            return async () =>
            {
                beganNs = io.NowNs;
                await io.DownloadAsync(ReadFrom, Bytes);
                endedNs = io.NowNs;
                await io.ResetAsync();
            };
        });
        Assert.Contains(Reading, obstacles);
        Assert.InRange(endedNs - beganNs, LongestNs - EarliestNs, 2 * LongestNs);
    }

    [Fact]
    public void DriversWhoseAccessesAreHeldBackLoseNothing()
    {
        // They load a second frame, and read what came in, while the first is sent.
        using var card = new SharedCard(scheduler: new FairScheduler(leastMs: 1, mostMs: 5, idleMs: 1));
        var driver = new Ne2000DriverOptions { IsPolled = true, HasTwoTransmitBuffers = true };
        for (var i = 0; i < 3; i++)
            card.AddDriver(new Workload { Frames = 60, Window = 8, Seed = (ulong)i }, driver);
        card.Run();
        Assert.All(card.Multiplexer.Tenants, tenant => card.AssertUnharmed(tenant, 60));
        card.AssertNoIncidents();
    }

    /// <summary>What stood against the hand-off while an owner went on; its script does something, then more while the device is drained.</summary>
    private static IEnumerable<string> ObstaclesOf(Func<GuestIo, Task<Func<Task>>> script)
    {
        var scheduler = new OnDemandScheduler();
        using var card = new SharedCard(nic: new SimulatedNe2000(new() { WhileSending = StopWhileSending.Loses }), scheduler: scheduler);
        Tenant? owner = null;
        var other = card.AddScript(async io =>
        {
            await io.StartAsync(station: 2);
            scheduler.Next = owner;
        });
        owner = card.AddScript(async io =>
        {
            var whileDrained = await script(io);
            scheduler.Next = other;
            await io.Wait(io.NowNs + EarliestNs); // the drain begins
            await whileDrained();
        });
        scheduler.Next = owner;
        card.Run();
        card.AssertNoIncidents();
        return card.Multiplexer.Handoffs.Obstacles.Keys;
    }

    /// <summary>A card with something to read on it, and a frame on its way.</summary>
    private async Task SendingAsync(GuestIo io, byte mask)
    {
        await io.StartAsync(station: 1);
        await io.Write(0x0f, 1, mask);
        await io.UploadAsync(ReadFrom, content);
        await io.Write(4, 1, SendPage);
        await io.Write(5, 1, Bytes & 0xff);
        await io.Write(6, 1, Bytes >> 8);
        await io.Write(Hand.Cr, 1, Send);
    }

    private static void RunUntilOwned(SharedCard card, Tenant tenant)
    {
        for (var steps = 0; card.Multiplexer.Owner != tenant; steps++)
        {
            Assert.True(steps < 100_000, "the device was not handed over");
            card.Multiplexer.Step();
        }
    }
}

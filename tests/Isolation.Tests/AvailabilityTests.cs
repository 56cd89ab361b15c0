using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>What a guest may not take from others though it is no byte: their time, their frames, their device, and word of what happened to them.</summary>
[Trait("Kind", "availability")]
public class AvailabilityTests(ITestOutputHelper output)
{
    private const long FloodNs = 1_000_000;
    private static readonly byte[] VictimAddress = [2, 0, 0, 0, 1, 2];
    private static readonly MonitorTables Tables = TableCompiler.Compile(ModelLoader.Load("ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml")).Model!, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames);

    [Theory]
    [InlineData(FramePolicy.Hold, "stops its NIC and sleeps")]
    [InlineData(FramePolicy.Hold, "stops its NIC and ends")]
    [InlineData(FramePolicy.Hold, "listens and sleeps")]
    [InlineData(FramePolicy.Hold, "is denied and ends")]
    [InlineData(FramePolicy.Switch, "stops its NIC and sleeps")]
    [InlineData(FramePolicy.Switch, "stops its NIC and ends")]
    [InlineData(FramePolicy.Switch, "listens and sleeps")]
    [InlineData(FramePolicy.Switch, "is denied and ends")]
    public void APassiveGuestGetsItsFramesThoughTheOwner(FramePolicy policy, string how)
    {
        using var nic = new SimulatedNe2000();
        var peer = new FloodPeer(VictimAddress, FloodNs, 200);
        var denied = how.StartsWith("is denied", StringComparison.Ordinal) ? DenialPolicy.Reset : DenialPolicy.Ignore;
        var multiplexer = new Multiplexer(Tables, nic, peer, new FairScheduler(), new SharingOptions { Frames = policy, Denied = denied });
        var victim = new PassiveGuest();
        multiplexer.Add(new ScriptedGuest("victim", victim));
        multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            while (!victim.IsReady)
                await io.Wait(io.NowNs + 1_000_000);
            await Card.StartAsync(io, 1);
            if (how.StartsWith("stops", StringComparison.Ordinal))
                await io.Write(0, 1, 0x21);
            peer.IsOn = true;
            if (how.StartsWith("is denied", StringComparison.Ordinal))
                await io.Write(0x1a, 1, 0);
            if (how.EndsWith("sleeps", StringComparison.Ordinal))
                await io.Wait(long.MaxValue);
        })));
        multiplexer.Run(untilNs: 3_000_000_000);

        output.WriteLine($"the peer sent {peer.Sent}, the victim took {victim.Taken}; lost on the link {multiplexer.FramesLostOnLink}");
        Assert.True(peer.Sent > 2900 && victim.Taken >= peer.Sent - 2, $"of {peer.Sent} frames the passive guest took {victim.Taken}");
    }

    [Theory]
    [InlineData("leaves a remote DMA half done")]
    [InlineData("leaves a cause pending")]
    [InlineData("polls")]
    public void AtEqualWeightNobodyHasMoreThanItsShareThoughAnother(string how)
    {
        using var nic = new SimulatedNe2000();
        var multiplexer = new Multiplexer(Tables, nic, null, new FairScheduler(leastMs: 1, mostMs: 10), new SharingOptions());
        var victim = multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(async io =>
        {
            await Card.StartAsync(io, 2);
            while (true)
                await io.Read(0, 1);
        })));
        var attacker = multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            while (true)
            {
                await Card.StartAsync(io, 1);
                if (how.StartsWith("leaves a remote", StringComparison.Ordinal))
                    await Card.BeginAsync(io, 0x4000, 512, 0x0a);
                if (how.StartsWith("leaves a cause", StringComparison.Ordinal))
                {
                    await io.Write(0xf, 1, 0xff);
                    await Card.BeginAsync(io, 0x4000, 0, 0x0a);
                }
                for (var untilNs = io.NowNs + 500_000_000; io.NowNs < untilNs && await io.Read(0, 1) != 0xff;)
                {
                }
            }
        })));
        multiplexer.Run(untilNs: 2_000_000_000);

        output.WriteLine($"the victim had the device {victim.Counts.OwnedNs / 2e7:f1} %, the attacker {attacker.Counts.OwnedNs / 2e7:f1} %; {attacker.Counts.Evictions} evictions; longest wait {victim.Counts.LongestWaitNs / 1e6:f0} ms");
        Assert.InRange(victim.Counts.OwnedNs / 2e9, 0.40, 0.60);
    }

    [Fact]
    public void FramesOnTheWireEvictNobody()
    {
        using var nic = new SimulatedNe2000();
        var peer = new FloodPeer(VictimAddress, 60_000, 60) { IsOn = true };
        var multiplexer = new Multiplexer(Tables, nic, peer, new FairScheduler(leastMs: 1, mostMs: 5), new SharingOptions { DeadlineMs = 20 });
        var victim = multiplexer.Add(new ScriptedGuest("victim", new PassiveGuest()));
        multiplexer.Add(new ScriptedGuest("other", new ScriptOf(async io =>
        {
            await Card.StartAsync(io, 1);
            while (true)
            {
                await io.Read(0, 1);
                await io.Wait(io.NowNs + 3_000_000);
            }
        })));
        multiplexer.Run(untilNs: 2_000_000_000);

        Assert.Equal((0, null), (victim.Counts.Evictions, multiplexer.Problem));
    }

    [Fact]
    public void AHundredDenialsOfOneGuestHideNothingOfAnother()
    {
        using var nic = new SimulatedNe2000();
        var multiplexer = new Multiplexer(Tables, nic, null, new FairScheduler(leastMs: 0.1, mostMs: 1), new SharingOptions());
        var isDone = false;
        multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            for (var i = 0; i < 300; i++)
                await io.Write(0x1a, 1, 0);
            isDone = true;
        })));
        multiplexer.Add(new ScriptedGuest("other", new ScriptOf(async io =>
        {
            while (!isDone)
                await io.Wait(io.NowNs + 1_000_000);
            await io.Write(0x1b, 1, 0);
        })));
        multiplexer.Run(untilNs: 1_000_000_000);

        Assert.Contains(multiplexer.Incidents.Kept, incident => incident.Guest == "other");
        Assert.Equal(301, multiplexer.Incidents.Count);
    }

    [Fact]
    public void FailuresOfADeviceThatLieFarApartEndItForNobody()
    {
        using var nic = new FailingNic(new SimulatedNe2000(), everyNs: 60_000_000_000);
        var multiplexer = new Multiplexer(Tables, nic, null, new FairScheduler(), new SharingOptions());
        multiplexer.Add(new ScriptedGuest("a", new ScriptOf(async io =>
        {
            while (true)
            {
                await io.Read(0x1f, 1);
                await io.Write(0x1f, 1, 0);
                await io.Wait(io.NowNs + 1_000_000_000);
            }
        })));
        multiplexer.Run(untilNs: 600_000_000_000);

        Assert.Null(multiplexer.Problem);
        Assert.True(nic.Failures > 5, $"it failed {nic.Failures} times only");
    }

    [Fact]
    public void AGuestThatBreaksTheDeviceAgainAndAgainTakesItFromNobodyElse()
    {
        using var nic = new FailingNic(new SimulatedNe2000(), long.MaxValue, breaksBy: (port, value) => port == 0xf && value == 0x15);
        var multiplexer = new Multiplexer(Tables, nic, null, new FairScheduler(leastMs: 1, mostMs: 10), new SharingOptions());
        var reads = 0;
        var victim = multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(async io =>
        {
            while (true)
            {
                await Card.StartAsync(io, 2);
                for (; await io.Read(0, 1) != 0xff; reads++)
                    await io.Wait(io.NowNs + 5_000_000);
            }
        })));
        var attacker = multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            while (true)
            {
                await Card.StartAsync(io, 1);
                await io.Write(0xf, 1, 0x15);
                await io.Wait(io.NowNs + 100_000_000);
            }
        })));
        multiplexer.Run(untilNs: 150_000_000_000);

        output.WriteLine($"it broke {nic.Failures} times; the victim read {reads} times; evictions: victim {victim.Counts.Evictions}, attacker {attacker.Counts.Evictions}; {multiplexer.Problem}");
        Assert.Null(multiplexer.Problem);
        Assert.Equal(0, victim.Counts.Evictions);
        Assert.Equal(12, nic.Failures); // four in each minute
        Assert.True(reads > 0.99 * 30_000, $"the victim read {reads} times in 150 s, and wanted to every 5 ms");
    }
}

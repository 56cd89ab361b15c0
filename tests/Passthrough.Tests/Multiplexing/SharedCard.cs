using Dmm.Compilation;
using Passthrough.Devices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A card that several guests share, and a peer that answers them.</summary>
internal sealed class SharedCard : IDisposable
{
    private const long LongestNs = 600_000_000_000;

    public SharedCard(SharingOptions? options = null, IPhysicalNic? nic = null, MonitorTables? tables = null, IScheduler? scheduler = null, EchoPeerOptions? peer = null)
    {
        Nic = nic ?? new SimulatedNe2000();
        Peer = new EchoPeer(peer);
        Multiplexer = new Multiplexer(tables ?? Cards.Usual, Nic, Peer, scheduler ?? new FairScheduler(), options ?? new SharingOptions());
    }

    public IPhysicalNic Nic { get; }

    public EchoPeer Peer { get; }

    public Multiplexer Multiplexer { get; }

    public IncidentLog Incidents => Multiplexer.Incidents;

    /// <summary>Adds a guest with a driver and a workload; its stream is its number, from 1.</summary>
    public Tenant AddDriver(Workload workload, Ne2000DriverOptions? options = null)
    {
        var number = (ushort)(Multiplexer.Tenants.Count + 1);
        return Multiplexer.Add(Ne2000Guest.Create($"guest {number}", number, options ?? new(), workload));
    }

    /// <summary>Adds a guest that does what a test says.</summary>
    public Tenant AddScript(Func<GuestIo, Task> script, double weight = 1) =>
        Multiplexer.Add(new ScriptedGuest($"guest {Multiplexer.Tenants.Count + 1}", new ScriptOf(script)), weight);

    /// <summary>Runs until all guests have ended.</summary>
    public void Run()
    {
        Multiplexer.Run(Multiplexer.NowNs + LongestNs);
        Assert.True(Multiplexer.IsOver, $"after {LongestNs / 1_000_000_000} s of the device's time guests are still at work: {Told()}");
        Assert.Null(Multiplexer.Problem);
    }

    /// <summary>Runs until some guests have ended, and no longer: others may never.</summary>
    public void RunUntilEnd(params Tenant[] tenants)
    {
        var untilNs = Multiplexer.NowNs + LongestNs;
        while (!Array.TrueForAll(tenants, tenant => tenant.HasEnded))
        {
            Assert.True(Multiplexer.NowNs < untilNs && !Multiplexer.IsOver, Told());
            Multiplexer.Step();
        }
    }

    /// <summary>Every frame of a guest went out once and came back once, whole and in order.</summary>
    public void AssertUnharmed(Tenant tenant, long frames, long replies = 1)
    {
        var report = tenant.Guest.Report;
        Assert.True(report.Outcome == GuestOutcome.Done, Told());
        Assert.True((frames, frames * replies, 0, 0, 0) == (report.FramesSent, report.FramesReceived, report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder), Told());
        Assert.Equal(new StreamTally(frames, 0, 0, 0, 0), Peer.TallyOf((ushort)(tenant.Number + 1)));
    }

    /// <summary>Nothing went wrong with any guest.</summary>
    public void AssertNoIncidents() => Assert.True(Incidents.Count == 0, Told());

    public void Dispose()
    {
        foreach (var tenant in Multiplexer.Tenants)
            tenant.Guest.Dispose();
        Nic.Dispose();
    }

    private string Told() => string.Join('\n', [
        .. Multiplexer.Tenants.Select(tenant => $"{tenant.Guest.Name}: {tenant.Request}, lost {tenant.IsLost}, {tenant.FramesWaiting} waiting, {tenant.Guest.Whereabouts}, {tenant.Guest.Report}"),
        .. Incidents.Kept.Take(10).Select(each => each.ToString())]);
}

using Dmm.Compilation;
using Dmm.Tracing;
using Passthrough.Devices;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics;
using Passthrough.Peers;

namespace Passthrough.Costs;

/// <summary>What a driver does to its device while it sends frames and receives the replies: what a monitor has to judge.</summary>
internal sealed class RecordedAccesses : IAccessListener
{
    private const uint Frames = 32;
    private const long LongestNs = 1_000_000_000;

    private readonly List<TraceEvent> accesses = [];

    private RecordedAccesses()
    {
    }

    /// <summary>Lets a driver work on a device of its own.</summary>
    public static IReadOnlyList<TraceEvent> Make(MonitorTables tables, DriverPlan driver, IPhysicalNic nic, SharingOptions options)
    {
        using var guest = new ScriptedGuest("recorded", new WorkloadScript(1, driver.Make(1), new Workload { Frames = Frames }));
        var multiplexer = new Multiplexer(tables, nic, new EchoPeer(), new FairScheduler(), options);
        var listener = new RecordedAccesses();
        multiplexer.Add(guest).Listener = listener;
        multiplexer.Run(LongestNs);
        return listener.accesses;
    }

    public void OnAccess(in TraceEvent access, long nowNs) => accesses.Add(access);

    public void OnInterruptLine(bool asserted, long nowNs)
    {
    }
}

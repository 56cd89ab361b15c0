using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Timeline;

/// <summary>What of a replay can be drawn over time: the states of machines, whether the device is reusable, interrupts, DMA, denied accesses.</summary>
/// <remarks>
/// A replayer fills it if it is given one; it sees only events that the model follows. Each lane is kept twice: its first turns exactly,
/// and all of them added up in bins; so memory and what is drawn are bounded, however long a recording is.
/// </remarks>
public sealed class ReplayTimeline
{
    /// <summary>Turns of a lane that are kept exactly; the rest is known by bins alone.</summary>
    public const int MostExact = 40_000;

    /// <summary>Times are held here: far beyond any recording, and exact in programs that count with floating point.</summary>
    private const long LatestUs = 1L << 50;

    private readonly DeviceModel model;
    private readonly StateLane[] machines;
    private ulong words0;

    /// <summary>Makes one for a replay from power-on.</summary>
    public ReplayTimeline(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        machines = [.. model.Machines.Select(machine => new StateLane(machine.Name, [.. machine.States.Select(state => state.Name)], IndexOf(machine, machine.Initial.Mask)))];
        words0 = model.Machines.Aggregate(0UL, (states, machine) => states | machine.Initial.Mask);
    }

    /// <summary>A lane for each machine.</summary>
    public IReadOnlyList<StateLane> Machines => machines;

    /// <summary>Whether the device was reusable; state 1 is that it was.</summary>
    public StateLane Reusable { get; private set; } = new("reusable", ["not reusable", "reusable"], 1);

    /// <summary>Interrupts.</summary>
    public MomentLane Interrupts { get; } = new("interrupts");

    /// <summary>DMA to or from host memory.</summary>
    public MomentLane Dma { get; } = new("DMA");

    /// <summary>Denied accesses.</summary>
    public MomentLane Denied { get; } = new("denied");

    /// <summary>How long the recording is.</summary>
    public long DurationUs { get; private set; }

    internal void Begin(DeviceMonitor monitor) =>
        Reusable = new StateLane("reusable", ["not reusable", "reusable"], Reusability.Ask(monitor).IsReusable ? 1 : 0);

    /// <summary>The model followed an event.</summary>
    internal void Follow(DeviceMonitor monitor, long atUs)
    {
        var now = Held(atUs);
        Reusable.StateChange(Reusability.Ask(monitor).IsReusable ? 1 : 0, now);
        var states = monitor.State.Words[0];
        if (states == words0)
            return;
        for (var i = 0; i < machines.Length; i++)
            machines[i].StateChange(IndexOf(model.Machines[i], states), now);
        words0 = states;
    }

    internal void Deny(long atUs) => Denied.Add(Held(atUs));

    internal void Other(in TraceEvent each, long atUs)
    {
        if (each.IsInterrupt)
            Interrupts.Add(Held(atUs));
        else if (each.Kind is TraceEventKind.DmaRead or TraceEventKind.DmaWrite)
            Dma.Add(Held(atUs));
    }

    internal void End(long atUs)
    {
        DurationUs = Held(atUs);
        foreach (var lane in machines)
            lane.End(DurationUs);
        Reusable.End(DurationUs);
    }

    private static long Held(long atUs) => Math.Clamp(atUs, 0, LatestUs);

    private static int IndexOf(MachineInfo machine, ulong states)
    {
        for (var i = 0; i < machine.States.Count; i++)
            if ((states & machine.States[i].Mask) != 0)
                return i;
        return 0;
    }
}

using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Exporting;

/// <summary>How often recordings took what a graph shows.</summary>
public sealed class GraphUse
{
    private readonly Dictionary<(RuleInfo Rule, StateInfo From), long> taken = [];
    private readonly Dictionary<(ulong From, ulong To), long> steps = [];
    private readonly HashSet<ulong> visited = [];

    /// <summary>Accesses that were played.</summary>
    public long Accesses { get; private set; }

    /// <summary>Plays a recording to its end and counts.</summary>
    public void Add(MonitorTables tables, ITraceReader reader)
    {
        var playback = new Playback(tables, reader);
        var states = tables.Model.Machines.Aggregate(0UL, (mask, machine) => mask | machine.Mask);
        visited.Add(playback.Before[0] & states);
        while (playback.Next())
        {
            Accesses += playback.Event.IsAccess ? 1 : 0;
            var isMoved = false;
            foreach (var firing in playback.Firings)
                if (firing.From is { } from)
                {
                    taken[(firing.Rule, from)] = taken.GetValueOrDefault((firing.Rule, from)) + 1;
                    isMoved = true;
                }
            if (!isMoved)
                continue;
            var step = (playback.Before[0] & states, playback.Monitor.State.Words[0] & states);
            steps[step] = steps.GetValueOrDefault(step) + 1;
            visited.Add(step.Item2);
        }
    }

    /// <summary>Adds what a monitor has counted, from power-on. Of combinations of states it knows nothing; those are for products.</summary>
    public void Add(DeviceMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        foreach (var machine in monitor.Tables.Model.Machines)
            visited.Add(machine.Initial.Mask);
        foreach (var rule in monitor.Tables.Model.Rules.Where(rule => rule.Machine is not null))
            foreach (var from in rule.From.Distinct())
            {
                var times = monitor.Counts.FiredFrom(rule.Index, from.Bit);
                taken[(rule, from)] = taken.GetValueOrDefault((rule, from)) + times;
                if (times > 0)
                    visited.Add(rule.To!.Mask);
            }
    }

    /// <summary>How often a transition was taken from a state.</summary>
    internal long Of(RuleInfo rule, StateInfo from) => taken.GetValueOrDefault((rule, from));

    /// <summary>How often an event led from one combination of states to another.</summary>
    internal long Of(ulong from, ulong to) => steps.GetValueOrDefault((from, to));

    /// <summary>Whether a device was ever in one of some states.</summary>
    internal bool WasIn(ulong states) => visited.Any(combination => (combination & states) == states);

    /// <summary>Events that led from one combination of states to another and stand on no edge of a graph.</summary>
    internal long Outside(IEnumerable<(ulong From, ulong To)> edges) => steps.Where(step => !edges.Contains(step.Key)).Sum(step => step.Value);
}

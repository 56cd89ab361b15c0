using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A recording of a real driver: none of its accesses may be denied, and a model must not contradict what it shows of the device.</summary>
/// <remarks>
/// A fact that the unchanged model contradicts as well is not used and counted: either it was read out of the recording too boldly (an
/// interrupt that is masked may stay high on an idle device), or the model is wrong, which is for <c>replay</c> to tell. What remains is
/// still a fact about the device.
/// </remarks>
public sealed class RecordedEvidence : IEvidence
{
    private readonly ReadOnlyMemory<TraceEvent> events;
    private readonly Facts[] facts;
    private readonly HookGoals goals;
    private readonly Engine engine;

    /// <summary>Reads the facts out of a recording.</summary>
    /// <param name="name">The name of the recording.</param>
    /// <param name="events">Its events; what follows a gap is not used.</param>
    /// <param name="model">The unchanged model.</param>
    /// <param name="goals">What monitors are to answer.</param>
    /// <param name="engine">What runs them.</param>
    public RecordedEvidence(string name, ReadOnlyMemory<TraceEvent> events, DeviceModel model, HookGoals goals, Engine engine = Engine.ByUse)
    {
        this.engine = engine;
        Name = name;
        this.goals = goals;
        this.events = BeforeGap(events);
        var tables = TableCompiler.Compile(model, goals, engine: engine);
        facts = FactFinder.Find(tables, this.events);
        new FactPlay(tables, this.events, facts).Run((at, broken) =>
        {
            facts[at] &= ~broken;
            Unused++;
            return true;
        });
        Used = facts.Count(each => each != Facts.None);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Events that show something of the device.</summary>
    public int Used { get; }

    /// <summary>Facts that the unchanged model contradicts.</summary>
    public int Unused { get; private set; }

    /// <summary>Events that are played.</summary>
    public int Events => events.Length;

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model) =>
        new FactPlay(TableCompiler.Compile(model, goals, engine: engine), events, facts).Run((_, _) => false);

    private static ReadOnlyMemory<TraceEvent> BeforeGap(ReadOnlyMemory<TraceEvent> events)
    {
        var span = events.Span;
        for (var at = 0; at < span.Length; at++)
            if (span[at].Kind == TraceEventKind.Gap)
                return events[..at];
        return events;
    }
}

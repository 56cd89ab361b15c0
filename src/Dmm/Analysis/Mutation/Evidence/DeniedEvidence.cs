using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A recording with a known attack: the access that the unchanged model denies must be denied, for whatever reason.</summary>
public sealed class DeniedEvidence : IEvidence
{
    private readonly ReadOnlyMemory<TraceEvent> events;
    private readonly HookGoals goals;
    private readonly Engine engine;
    private readonly int attack;

    private DeniedEvidence(string name, ReadOnlyMemory<TraceEvent> events, HookGoals goals, Engine engine, int attack)
    {
        Name = name;
        this.events = events;
        this.goals = goals;
        this.engine = engine;
        this.attack = attack;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Looks for the attack.</summary>
    /// <returns>Null when the unchanged model denies nothing of the recording, or only after a gap.</returns>
    public static DeniedEvidence? Of(string name, ReadOnlyMemory<TraceEvent> events, DeviceModel model, HookGoals goals, Engine engine = Engine.ByUse)
    {
        var denied = Find(TableCompiler.Compile(model, goals, engine: engine), events, int.MaxValue);
        return denied < 0 ? null : new DeniedEvidence(name, events, goals, engine, denied);
    }

    /// <inheritdoc/>
    public Detection? Against(DeviceModel model)
    {
        var tables = TableCompiler.Compile(model, goals, engine: engine);
        return Find(tables, events, attack) == attack ? null
            : new Detection(EvidenceKinds.Attack, $"event {attack + 1}: the attack is allowed");
    }

    /// <summary>The first access that is denied at an event or, when that has no end, anywhere; -1 for none.</summary>
    private static int Find(MonitorTables tables, ReadOnlyMemory<TraceEvent> events, int only)
    {
        using var reader = new RecordedEvents(events);
        var play = new Playback(tables, reader);
        for (var at = 0; play.Next() && !play.IsAfterGap && at <= only; at++)
            if (!play.Verdict.IsAllowed && (only == int.MaxValue || at == only))
                return at;
        return -1;
    }
}

using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>A transition of a machine, or a rule that belongs to none.</summary>
public sealed record RuleInfo
{
    /// <summary>Its place among all transitions and rules.</summary>
    public required int Index { get; init; }

    /// <summary>The machine, or null.</summary>
    public required MachineInfo? Machine { get; init; }

    /// <summary>The states it leaves; empty for a rule.</summary>
    public required IReadOnlyList<StateInfo> From { get; init; }

    /// <summary>The state it enters, or null for a rule.</summary>
    public required StateInfo? To { get; init; }

    /// <summary>What sets it off.</summary>
    public required IReadOnlyList<EventInfo> On { get; init; }

    /// <summary>Is it this one?</summary>
    public required CompiledExpression Guard { get; init; }

    /// <summary>May it happen?</summary>
    public required IReadOnlyList<CheckInfo> Checks { get; init; }

    /// <summary>What else it changes.</summary>
    public required IReadOnlyList<EffectInfo> Effects { get; init; }

    /// <summary>The line of the model.</summary>
    public required Location Location { get; init; }

    /// <summary>Where its guard stands; the same place when it has none.</summary>
    public required Location GuardLocation { get; init; }

    /// <summary>The states it leaves, as bits of word 0.</summary>
    public ulong FromMask => From.Aggregate(0UL, (mask, state) => mask | state.Mask);

    /// <summary><c>transmitter: idle → sending</c>, or the event of a rule.</summary>
    public override string ToString() => Machine is null
        ? $"rule on {string.Join(", ", On)}"
        : $"{Machine.Name}: {string.Join("|", From.Select(state => state.Name))} → {To!.Name}";
}

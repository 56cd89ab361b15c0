using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>Collects compiled rules so that those of one event lie side by side.</summary>
internal sealed class RuleTable(HookPlan plan)
{
    private readonly List<CompiledRule> rules = [];
    private readonly Dictionary<(EventKind Kind, RegisterInfo? Register, bool Reads), RuleRange> ranges = [];

    /// <summary>The most effects that the rules of one event have together.</summary>
    public int MaxEffects { get; private set; }

    /// <summary>The rules that wait for an event.</summary>
    public RuleRange Add(EventKind kind, RegisterInfo? register) =>
        Add((kind, register, false), on => on.Kind == kind && on.Register == register);

    /// <summary>The rules that a guest's read of a register sets off: it is a read, and an observation too.</summary>
    public RuleRange AddReads(RegisterInfo register) =>
        Add((EventKind.Read, register, true), on => on.Kind is EventKind.Read or EventKind.Observe && on.Register == register);

    /// <summary>The table.</summary>
    public CompiledRule[] ToArray() => [.. rules];

    private RuleRange Add((EventKind, RegisterInfo?, bool) key, Func<EventInfo, bool> waitsFor)
    {
        if (ranges.TryGetValue(key, out var range))
            return range;
        var first = rules.Count;
        foreach (var rule in plan.Rules.Where(rule => rule.On.Any(waitsFor)).OrderBy(rule => rule.Index))
            rules.Add(Compile(rule));
        MaxEffects = Math.Max(MaxEffects, rules.Skip(first).Sum(rule => rule.Effects.Length));
        return ranges[key] = new RuleRange(first, rules.Count - first);
    }

    private CompiledRule Compile(RuleInfo rule) => new()
    {
        From = rule.Machine is null ? ulong.MaxValue : rule.FromMask,
        Clear = rule.Machine?.Mask ?? 0,
        Enter = rule.To?.Mask ?? 0,
        Guard = new CompiledGuard(rule.Guard),
        Checks = plan.Goals.HasFlag(HookGoals.Dma) ? [.. rule.Checks.Select(check => new CompiledCheck(check))] : [],
        Effects = [.. rule.Effects.Select(effect => new CompiledEffect(effect))],
        Index = rule.Index,
    };
}

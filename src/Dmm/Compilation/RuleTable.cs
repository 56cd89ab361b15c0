using Dmm.Expressions;
using Dmm.Expressions.Terms;
using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>Collects compiled rules so that those of one event lie side by side.</summary>
internal sealed class RuleTable(HookPlan plan)
{
    private readonly List<CompiledRule> rules = [];
    private readonly Dictionary<int, RuleInfo> byIndex = plan.Rules.ToDictionary(rule => rule.Index);
    private readonly Dictionary<(RegisterInfo Register, RuleRange Whole), RuleRange[]?> inParts = [];
    private readonly Dictionary<(EventKind Kind, RegisterInfo? Register, bool Reads), RuleRange> ranges = [];

    /// <summary>The most effects that the rules of one event have together.</summary>
    public int MaxEffects { get; private set; }

    /// <summary>The rules that wait for an event.</summary>
    public RuleRange Add(EventKind kind, RegisterInfo? register) =>
        Add((kind, register, false), on => on.Kind == kind && on.Register == register);

    /// <summary>The rules that a guest's read of a register sets off: it is a read, and an observation too.</summary>
    public RuleRange AddReads(RegisterInfo register) =>
        Add((EventKind.Read, register, true), on => on.Kind is EventKind.Read or EventKind.Observe && on.Register == register);

    /// <summary>What is judged when only some bytes of a register were read, by these bytes, a bit for each.</summary>
    /// <param name="register">The register.</param>
    /// <param name="whole">The rules of a read that shows all of it.</param>
    /// <returns>Null where that makes no difference.</returns>
    public RuleRange[]? InParts(RegisterInfo register, RuleRange whole)
    {
        if (inParts.TryGetValue((register, whole), out var known))
            return known;
        var sources = rules.Skip(whole.First).Take(whole.Count).Select(rule => byIndex[rule.Index]).ToList();
        if (!PartialReads.Of(register).Any() || !sources.Exists(rule => PartialReads.Judges(rule, register) && PartialReads.LookedAt(rule.Guard, register) != 0))
            return inParts[(register, whole)] = null;
        var (ranges, found) = (new RuleRange[1 << register.Bytes], new List<(List<(RuleInfo, Term)> Content, RuleRange Range)>());
        for (var bytes = 1; bytes < ranges.Length - 1; bytes++)
            ranges[bytes] = AddPart(register, sources, PartialReads.Unknown(register, bytes, plan.Follows(register)), found);
        ranges[^1] = whole;
        return inParts[(register, whole)] = ranges;
    }

    /// <summary>Parts that decide the same share their rules.</summary>
    private RuleRange AddPart(RegisterInfo register, List<RuleInfo> sources, ulong unknown, List<(List<(RuleInfo, Term)> Content, RuleRange Range)> found)
    {
        var judged = sources.Select(rule => (Rule: rule, Guard: PartialReads.Judges(rule, register) ? PartialReads.Judge(rule.Guard, register, unknown) : rule.Guard))
            .Where(each => each.Guard is not null).ToList();
        var content = judged.ConvertAll(each => (each.Rule, each.Guard!.Term));
        if (found.Find(each => each.Content.SequenceEqual(content)) is { Content: not null } same)
            return same.Range;
        var range = new RuleRange(rules.Count, judged.Count);
        rules.AddRange(judged.Select(each => Compile(each.Rule, each.Guard!)));
        found.Add((content, range));
        return range;
    }

    /// <summary>The table.</summary>
    public CompiledRule[] ToArray() => [.. rules];

    private RuleRange Add((EventKind, RegisterInfo?, bool) key, Func<EventInfo, bool> waitsFor)
    {
        if (ranges.TryGetValue(key, out var range))
            return range;
        var first = rules.Count;
        foreach (var rule in plan.Rules.Where(rule => rule.On.Any(waitsFor)).OrderBy(rule => rule.Index))
            rules.Add(Compile(rule, rule.Guard));
        MaxEffects = Math.Max(MaxEffects, rules.Skip(first).Sum(rule => rule.Effects.Length));
        return ranges[key] = new RuleRange(first, rules.Count - first);
    }

    private CompiledRule Compile(RuleInfo rule, CompiledExpression guard) => new()
    {
        From = rule.Machine is null ? ulong.MaxValue : rule.FromMask,
        Clear = rule.Machine?.Mask ?? 0,
        Enter = rule.To?.Mask ?? 0,
        Guard = new CompiledGuard(guard),
        Checks = plan.Goals.HasFlag(HookGoals.Dma) ? [.. rule.Checks.Select(check => new CompiledCheck(check))] : [],
        Effects = [.. rule.Effects.Select(effect => new CompiledEffect(effect))],
        Index = rule.Index,
    };
}

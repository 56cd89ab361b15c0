using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Which states can be entered, and which transitions and rules can fire.</summary>
/// <remarks>
/// Machines are followed side by side and not as their product, and registers can have any value: so more is taken for
/// possible than is, and what is called impossible is.
/// </remarks>
internal sealed class Reachability
{
    private Reachability(ulong states, HashSet<RuleInfo> fired)
    {
        States = states;
        Fired = fired;
    }

    /// <summary>The states that can be entered, as bits of word 0.</summary>
    public ulong States { get; private set; }

    /// <summary>What can fire.</summary>
    public IReadOnlySet<RuleInfo> Fired { get; }

    /// <summary>Follows transitions from power-on until nothing new is found.</summary>
    /// <param name="model">The model.</param>
    /// <param name="canFire">Whether a guard can be true while machines are in some of these states.</param>
    public static Reachability Of(DeviceModel model, Func<RuleInfo, ulong, bool> canFire)
    {
        var fired = new HashSet<RuleInfo>();
        var found = new Reachability(model.Machines.Aggregate(0UL, (mask, machine) => mask | machine.Initial.Mask), fired);
        while (Extend(model, found, fired, canFire))
        {
            // A state that was just entered may let a transition fire that was passed over.
        }
        return found;
    }

    private static bool Extend(DeviceModel model, Reachability found, HashSet<RuleInfo> fired, Func<RuleInfo, ulong, bool> canFire)
    {
        var before = fired.Count;
        foreach (var rule in model.Rules)
        {
            if (fired.Contains(rule) || (rule.Machine is not null && (rule.FromMask & found.States) == 0) || !canFire(rule, found.States))
                continue;
            fired.Add(rule);
            found.States |= rule.To?.Mask ?? 0;
        }
        return fired.Count > before;
    }
}

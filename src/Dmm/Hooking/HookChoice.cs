namespace Dmm.Hooking;

/// <summary>A list of hooks that costs less than the derived one, and what is lost with it. Never chosen by itself.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Hooks">What is left.</param>
/// <param name="Loses">What can no longer be answered or carried over; empty for the whole list.</param>
public sealed record HookChoice(string Name, IReadOnlyList<Hook> Hooks, IReadOnlyList<string> Loses)
{
    private static readonly HookNeed[] ForFrames = [HookNeed.Widened, HookNeed.Filter, HookNeed.Ring, HookNeed.Cause];
    private static readonly HookNeed[] ForShadows = [HookNeed.Address, HookNeed.Copy];

    /// <summary>The derived list first, then cheaper ones.</summary>
    public static IReadOnlyList<HookChoice> Of(HookPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var choices = new List<HookChoice> { new("all that is needed", plan.Hooks, []) };
        AddChoice(choices, plan, "without checks", HookNeed.Check);
        AddChoice(choices, plan, "without context", HookNeed.Context, HookNeed.Condition);
        AddChoice(choices, plan, "without frames", ForFrames);
        AddChoice(choices, plan, "without shadow descriptors", ForShadows);
        AddChoice(choices, plan, "machines only", [HookNeed.Check, HookNeed.Context, HookNeed.Condition, HookNeed.Guard, .. ForFrames, .. ForShadows]);
        return choices;
    }

    private static void AddChoice(List<HookChoice> choices, HookPlan plan, string name, params HookNeed[] without)
    {
        var kept = plan.Hooks.Where(hook => hook.Reasons.Any(reason => !without.Contains(reason.Need))).ToList();
        if (kept.Count == plan.Hooks.Count || choices.Any(choice => choice.Hooks.SequenceEqual(kept)))
            return;
        var loses = plan.Hooks.Except(kept).SelectMany(hook => hook.Reasons.Select(reason => reason.Text)).Distinct().ToList();
        choices.Add(new HookChoice(name, kept, loses));
    }
}

using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>The hooked I/O list of a model: what must be hooked for a goal, with reasons, and what may be read by a probe instead.</summary>
/// <param name="Goals">What the monitor is to answer.</param>
/// <param name="Hooks">What must be hooked, by region, offset and direction.</param>
/// <param name="Probed">Registers that the monitor reads for itself when it is asked, so that nobody's access to them is hooked for it.</param>
/// <param name="Rules">The transitions and rules that are judged for these goals.</param>
public sealed record HookPlan(
    HookGoals Goals, IReadOnlyList<Hook> Hooks, IReadOnlySet<RegisterInfo> Probed, IReadOnlySet<RuleInfo> Rules);

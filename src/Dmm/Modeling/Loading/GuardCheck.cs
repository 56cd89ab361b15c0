using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Holds authors to the rule that at most one transition of a machine fires on an event, by solving the guards.</summary>
internal sealed class GuardCheck(Binding binding, SolvingBudget budget)
{
    private readonly List<ulong> machines = [.. binding.Machines.Values.Select(machine => machine.Mask)];
    private bool isSpent;

    public void Run(IReadOnlyList<BoundRule> rules)
    {
        foreach (var rule in rules)
            CheckPossible(rule);
        foreach (var group in rules.Where(each => each.Rule.Machine is not null).GroupBy(each => each.Rule.Machine))
        {
            var transitions = group.ToList();
            for (var i = 0; i < transitions.Count && !isSpent; i++)
                for (var j = i + 1; j < transitions.Count && !isSpent; j++)
                    CheckPair(transitions[i], transitions[j]);
        }
    }

    private void CheckPossible(BoundRule bound)
    {
        var rule = bound.Rule;
        foreach (var on in rule.On)
            if (!TrySpend(rule.Guard, rule.Guard, bound.Guard) || GuardSolver.CanBeTrue(rule.Guard, on.Register?.Word ?? -1, machines) is not false)
                return;
        binding.Report.Error(DiagnosticCodes.NeverTrue, bound.Guard, $"the guard '{Excerpt.Of(rule.Guard.Text)}' is never true, so this never fires", "correct the guard, or take the transition away");
    }

    private void CheckPair(BoundRule first, BoundRule second)
    {
        if ((first.Rule.FromMask & second.Rule.FromMask) == 0)
            return;
        foreach (var on in first.Rule.On)
        {
            if (!second.Rule.On.Any(other => Coincide(on, other)))
                continue;
            if (!TrySpend(first.Rule.Guard, second.Rule.Guard, second.Guard))
                return;
            var overlap = GuardSolver.Find(first.Rule.Guard, second.Rule.Guard, on.Register?.Word ?? -1, machines);
            if (overlap.Kind == OverlapKind.Disjoint)
                continue;
            Report(first.Rule, second, on, overlap);
            return;
        }
    }

    private void Report(RuleInfo first, BoundRule second, EventInfo on, Overlap overlap)
    {
        var states = string.Join(", ", first.From.Intersect(second.Rule.From).Select(state => state.Name));
        if (overlap.Kind == OverlapKind.Overlapping)
            binding.Report.Error(DiagnosticCodes.TransitionsOverlap, second.Entry,
                $"this and line {first.Location.Line} both fire on {on} in state {states}{(overlap.Witness.Length == 0 ? "" : $", for example with {overlap.Witness}")}",
                "add to one guard what tells the two apart");
        else
            binding.Report.Error(DiagnosticCodes.OverlapUndecided, second.Entry,
                $"it cannot be shown that this and line {first.Location.Line} never both fire on {on} in state {states}",
                "compare fields with constants, or make one guard 'not' the other");
    }

    private bool TrySpend(CompiledExpression a, CompiledExpression b, YamlNode place)
    {
        if (!isSpent && !budget.TrySpend(a, b))
        {
            isSpent = true;
            binding.Report.Error(DiagnosticCodes.OverlapUndecided, place, "the guards up to here take so much work to compare that the rest is not compared",
                "compare fields with constants, and let guards read few bits");
        }
        return !isSpent;
    }

    // A guest's read is an observation too.
    private static bool Coincide(EventInfo one, EventInfo other) =>
        one == other || (one.Register is not null && one.Register == other.Register && one.Kind != EventKind.Write && other.Kind != EventKind.Write);
}

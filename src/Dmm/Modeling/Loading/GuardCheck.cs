using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>Holds authors to the rule that at most one transition of a machine fires on an event, by solving the guards.</summary>
internal static class GuardCheck
{
    public static void Run(Binding binding, IReadOnlyList<RuleInfo> rules)
    {
        var machines = binding.Machines.Values.Select(machine => machine.Mask).ToList();
        foreach (var rule in rules)
            CheckPossible(binding, rule, machines);
        foreach (var group in rules.Where(rule => rule.Machine is not null).GroupBy(rule => rule.Machine))
        {
            var transitions = group.ToList();
            for (var i = 0; i < transitions.Count; i++)
                for (var j = i + 1; j < transitions.Count; j++)
                    CheckPair(binding, transitions[i], transitions[j], machines);
        }
    }

    private static void CheckPossible(Binding binding, RuleInfo rule, List<ulong> machines)
    {
        foreach (var on in rule.On)
            if (GuardSolver.CanBeTrue(rule.Guard, on.Register?.Word ?? -1, machines) is not false)
                return;
        binding.Report.Error(DiagnosticCodes.NeverTrue, rule.Location, $"the guard '{rule.Guard.Text}' is never true, so this never fires", "correct the guard, or take the transition away");
    }

    private static void CheckPair(Binding binding, RuleInfo first, RuleInfo second, List<ulong> machines)
    {
        if ((first.FromMask & second.FromMask) == 0)
            return;
        foreach (var on in first.On)
        {
            if (!second.On.Any(other => Coincide(on, other)))
                continue;
            var overlap = GuardSolver.Find(first.Guard, second.Guard, on.Register?.Word ?? -1, machines);
            if (overlap.Kind == OverlapKind.Disjoint)
                continue;
            var states = string.Join(", ", first.From.Intersect(second.From).Select(state => state.Name));
            binding.Report.Enter("machines");
            binding.Report.Enter(first.Machine!.Name);
            if (overlap.Kind == OverlapKind.Overlapping)
                binding.Report.Error(DiagnosticCodes.TransitionsOverlap, second.Location,
                    $"this and line {first.Location.Line} both fire on {on} in state {states}{(overlap.Witness.Length == 0 ? "" : $", for example with {overlap.Witness}")}",
                    "add to one guard what tells the two apart");
            else
                binding.Report.Error(DiagnosticCodes.OverlapUndecided, second.Location,
                    $"it cannot be shown that this and line {first.Location.Line} never both fire on {on} in state {states}",
                    "compare fields with constants, or make one guard 'not' the other");
            binding.Report.Leave();
            binding.Report.Leave();
            return;
        }
    }

    // A guest's read is an observation too.
    private static bool Coincide(EventInfo one, EventInfo other) =>
        one == other || (one.Register is not null && one.Register == other.Register && one.Kind != EventKind.Write && other.Kind != EventKind.Write);
}

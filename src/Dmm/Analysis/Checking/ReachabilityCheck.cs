using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds states that are not entered, transitions and rules that do not fire, and states without a way to reuse.</summary>
internal static class ReachabilityCheck
{
    public static void Run(DeviceModel model, SolvingBudget budget, Findings findings)
    {
        var circumstances = new Circumstances(model, budget);
        var drawn = Reachability.Of(model, (_, _) => true);
        var real = Reachability.Of(model, circumstances.CanFire);
        foreach (var machine in model.Machines)
        {
            FindUnreachable(model, machine, drawn.States, findings);
            FindTrap(model, machine, real.States, findings);
        }
        // What only waits for a state that was reported above is not blamed too.
        var everything = model.Machines.Aggregate(0UL, (mask, machine) => mask | machine.Mask);
        var states = real.States | (everything & ~drawn.States);
        foreach (var rule in model.Rules.Where(rule => !real.Fired.Contains(rule) && (rule.Machine is null || (rule.FromMask & real.States) != 0)))
            if (!circumstances.CanFire(rule, states))
                ReportNeverFires(model, rule, circumstances.Text(rule, states), real.States, findings);
    }

    private static void FindUnreachable(DeviceModel model, MachineInfo machine, ulong reachable, Findings findings)
    {
        foreach (var state in machine.States.Where(state => (state.Mask & reachable) == 0))
        {
            var lines = model.Rules.Where(rule => rule.Machine == machine && (rule.FromMask & reachable) == 0 && rule.From.Contains(state)).Select(rule => rule.Location.Line).ToList();
            var dead = lines.Count == 0 ? "" : $", and the transition{(lines.Count == 1 ? "" : "s")} of line {string.Join(", ", lines)} never fire{(lines.Count == 1 ? "s" : "")}";
            findings.Warn(DiagnosticCodes.UnreachableState, state.Location, $"machines.{machine.Name}.states.{state.Name}",
                $"'{machine.Name}' never enters '{state.Name}': no transition leads to it from '{machine.Initial.Name}'{dead}", "add the transition that enters it, or take the state away");
        }
    }

    private static void ReportNeverFires(DeviceModel model, RuleInfo rule, string known, ulong reachable, Findings findings)
    {
        var lost = rule.To is { } to && (to.Mask & reachable) == 0 ? $", and '{to.Name}' is not entered by it" : "";
        var place = rule.Machine is null ? "rules" : $"machines.{rule.Machine.Name}.transitions";
        var index = model.Rules.Where(other => other.Machine == rule.Machine).ToList().IndexOf(rule);
        findings.Warn(DiagnosticCodes.NeverFires, rule.GuardLocation, $"{place}[{index}].when",
            $"the guard '{Excerpt.Of(rule.Guard.Text)}' is never true here, where {Excerpt.Of(known)}, so this never fires{lost}", "correct the guard, or take this away");
    }

    // As drawn, whatever the guards say: where one of them closes the way out, that guard was reported.
    private static void FindTrap(DeviceModel model, MachineInfo machine, ulong reachable, Findings findings)
    {
        var good = machine.States.Where(state => state.Reusable).Aggregate(0UL, (mask, state) => mask | state.Mask);
        if (good == 0)
        {
            findings.Warn(DiagnosticCodes.NeverReusable, machine.Location, $"machines.{machine.Name}",
                $"no state of '{machine.Name}' is reusable, so the device is never handed over", "write 'reusable: true' at the state in which nothing is on its way");
            return;
        }
        if ((good & reachable) == 0)
            return; // that it is not entered was reported
        for (var before = 0UL; before != good;)
        {
            before = good;
            foreach (var rule in model.Rules.Where(rule => rule.Machine == machine && (rule.To!.Mask & before) != 0))
                good |= rule.FromMask;
        }
        var traps = machine.States.Where(state => (state.Mask & reachable & ~good) != 0).ToList();
        if (traps.Count > 0)
            findings.Warn(DiagnosticCodes.NeverReusable, traps[0].Location, $"machines.{machine.Name}.states.{traps[0].Name}",
                $"from {string.Join(" and ", traps.Select(state => $"'{state.Name}'"))} '{machine.Name}' never comes to a reusable state, so the device is not handed over again",
                "add the transition that leads out, for example 'on: reset'");
    }
}

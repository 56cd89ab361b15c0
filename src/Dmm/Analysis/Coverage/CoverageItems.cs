using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Coverage;

/// <summary>Everything of a model that can be covered, with how often it was.</summary>
internal sealed class CoverageItems(CoverageTally tally)
{
    private readonly DeviceModel model = tally.Tables.Model;
    private readonly CoverageNeeds needs = new(tally.Tables);

    /// <summary>By kind, and in the order of the model. What the goals do not ask for is not judged, and so cannot be covered; nor can what only a probe shows.</summary>
    public IEnumerable<CoverageItem> All()
    {
        var rules = model.Rules.Where(rule => tally.Tables.Plan.Rules.Contains(rule) && !PartialReads.IsForProbesAlone(rule)).ToList();
        return States().Concat(Transitions(rules)).Concat(Guards(rules)).Concat(Checks(rules)).Concat(Conditions()).Concat(Registers());
    }

    private IEnumerable<CoverageItem> States() =>
        from machine in model.Machines
        from state in machine.States
        let count = tally.EnteredOf(machine, state)
        select new CoverageItem(CoverageKind.State, $"{machine.Name} is {state.Name}", "entered", count, count > 0 ? "" : needs.Of(machine, state), state.Location);

    private IEnumerable<CoverageItem> Transitions(IEnumerable<RuleInfo> rules) =>
        from rule in rules
        where rule.Machine is not null && rule.Checks.All(CanPass)
        from @from in rule.From.Distinct()
        let count = tally.TakenFrom(rule, @from)
        select new CoverageItem(CoverageKind.Transition, $"{rule.Machine!.Name}: {@from.Name} → {rule.To!.Name} on {On(rule)}", "taken", count,
            count > 0 ? "" : needs.Of(rule, @from, holds: true), rule.Location);

    private IEnumerable<CoverageItem> Guards(IEnumerable<RuleInfo> rules)
    {
        foreach (var rule in rules.Where(rule => rule.Guard.Constant is null))
        {
            var (held, notHeld) = tally.GuardOf(rule);
            var name = $"{rule.Guard.Text.ReplaceLineEndings(" ")} on {On(rule)}";
            yield return new CoverageItem(CoverageKind.Guard, name, "true", held, held > 0 ? "" : needs.Of(rule, null, holds: true), rule.GuardLocation);
            yield return new CoverageItem(CoverageKind.Guard, name, "false", notHeld, notHeld > 0 ? "" : needs.Of(rule, null, holds: false), rule.GuardLocation);
        }
    }

    private IEnumerable<CoverageItem> Checks(List<RuleInfo> rules)
    {
        foreach (var check in model.Checks.Where(check => rules.Exists(rule => rule.Checks.Contains(check))))
        {
            var (passed, failed) = tally.CheckOf(check);
            if (CanPass(check))
                yield return new CoverageItem(CoverageKind.Check, check.Name, "passed", passed, passed > 0 ? "" : needs.Of(check, passes: true), check.Location);
            yield return new CoverageItem(CoverageKind.Check, check.Name, "failed", failed, failed > 0 ? "" : needs.Of(check, passes: false), check.Location);
        }
    }

    private IEnumerable<CoverageItem> Conditions()
    {
        foreach (var condition in model.Conditions)
        {
            var (held, notHeld) = tally.ConditionOf(condition);
            yield return new CoverageItem(CoverageKind.Condition, condition.Name, "true", held, held > 0 ? "" : needs.Of(condition, holds: true), condition.Location);
            yield return new CoverageItem(CoverageKind.Condition, condition.Name, "false", notHeld, notHeld > 0 ? "" : needs.Of(condition, holds: false), condition.Location);
        }
    }

    private IEnumerable<CoverageItem> Registers()
    {
        foreach (var register in model.Registers.Where(register => register.Places.Count > 0))
        {
            var (read, written) = tally.RegisterOf(register);
            if (RegisterTally.CanBeRead(register))
                yield return new CoverageItem(CoverageKind.Register, register.Name, "read", read, read > 0 ? "" : needs.Of(register, isWrite: false), register.Location);
            if (RegisterTally.CanBeWritten(register))
                yield return new CoverageItem(CoverageKind.Register, register.Name, "written", written, written > 0 ? "" : needs.Of(register, isWrite: true), register.Location);
        }
    }

    /// <summary>Whether a recording can pass a check: one that holds <c>false</c> forbids what no driver may do at all.</summary>
    private static bool CanPass(CheckInfo check) => check.Holds?.Constant is not 0;

    private static string On(RuleInfo rule) => string.Join(", ", rule.On);
}

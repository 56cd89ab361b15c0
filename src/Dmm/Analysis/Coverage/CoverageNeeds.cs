using Dmm.Compilation;
using Dmm.Expressions;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Coverage;

/// <summary>What a recording has to hold to cover what none did, in words, with register values for which it would.</summary>
internal sealed class CoverageNeeds(MonitorTables tables)
{
    private const double Work = 1L << 30;

    private readonly DeviceModel model = tables.Model;
    private readonly SolvingBudget budget = new(Work);

    /// <summary>To enter a state.</summary>
    public string Of(MachineInfo machine, StateInfo state)
    {
        var ways = model.Rules.Where(rule => rule.Machine == machine && rule.To == state && rule.From.Any(from => from != state))
            .Select(rule => Of(rule, null, holds: true)).Take(2).ToList();
        return ways.Count == 0 ? "no transition leads there: no recording can" : string.Join("; or ", ways);
    }

    /// <summary>To ask a guard, from one state or any, and find that it holds or does not.</summary>
    public string Of(RuleInfo rule, StateInfo? from, bool holds)
    {
        var froms = from is not null ? [from] : rule.From.Distinct().ToList();
        var isAnywhere = rule.Machine is null || froms.Count == rule.Machine.States.Count;
        var where = isAnywhere ? "" : $" while {rule.Machine!.Name} is {string.Join(" or ", froms.Select(state => state.Name))}";
        var guard = rule.Guard.Constant is not null ? "" : $" when {Text(rule.Guard, holds)}";
        return $"{On(rule)}{where}{guard}{Example(rule.Guard, holds, rule.On[0].Register?.Word ?? -1)}{Checks(rule, holds)}";
    }

    /// <summary>For a check to pass or fail.</summary>
    public string Of(CheckInfo check, bool passes)
    {
        var first = model.Rules.First(rule => rule.Checks.Contains(check) && tables.Plan.Rules.Contains(rule));
        var guard = first.Guard.Constant is not null ? "" : $" when {Text(first.Guard, true)}";
        return passes
            ? $"{On(first)}{guard}, with {Subject(check)}"
            : $"{On(first)}{guard}, against {Subject(check)}; a sound driver does not: edit a recording, or write one";
    }

    /// <summary>For a condition of reusability to hold or not.</summary>
    public string Of(ConditionInfo condition, bool holds) =>
        $"a moment at which {Text(condition.Holds, holds)}{Example(condition.Holds, holds, -1)}";

    /// <summary>For a register to be read or written.</summary>
    public string Of(RegisterInfo register, bool isWrite)
    {
        var isElsewhere = !isWrite && !register.IsReadable && register.Readback is not null;
        var places = isElsewhere ? register.Readback!.Places : register.Places;
        var pages = isElsewhere ? (register.Readback!.Page is { } page ? [page] : null) : register.Pages;
        var first = places[0];
        var paging = model.Paging.FirstOrDefault(each => each.Covers(first.Region, first.Offset));
        var bank = paging is null || pages is null ? "" : $" while {paging.Text} = {string.Join(" or ", pages)}";
        return $"a {(isWrite ? "write to" : "read of")} {PlaceText.Of(model, first.Region, first.Offset)}{bank}";
    }

    private static string On(RuleInfo rule) => string.Join(" or ", rule.On.Select(on => on.Kind switch
    {
        EventKind.Interrupt => "an interrupt",
        EventKind.Reset => "a reset of the device",
        EventKind.Observe => $"an interrupt or a read that shows {on.Register!.Name}",
        _ => $"a {(on.Kind == EventKind.Write ? "write" : "read")} of {on.Register!.Name}",
    }).Distinct());

    private static string Checks(RuleInfo rule, bool holds) =>
        !holds || rule.Checks.Count == 0 ? "" : $", passing {string.Join(", ", rule.Checks.Select(check => check.Name))}";

    private static string Subject(CheckInfo check) => check.Because.Length > 0 ? $"\"{check.Because}\"" : check.Holds is null ? check.Name : Text(check.Holds, true);

    private string Example(CompiledExpression condition, bool holds, int eventWord)
    {
        if (condition.Constant is not null)
            return "";
        var wanted = holds ? condition : Conjunction.Not(condition);
        if (wanted is null || !budget.TrySpend(wanted, CompiledExpression.Always))
            return "";
        var found = GuardSolver.Find(wanted, CompiledExpression.Always, eventWord, [.. model.Machines.Select(machine => machine.Mask)]);
        return found.Kind switch
        {
            OverlapKind.Disjoint => ", which no values allow",
            OverlapKind.Overlapping when found.Witness.Length > 0 => $" ({found.Witness})",
            _ => "",
        };
    }

    private static string Text(CompiledExpression condition, bool holds)
    {
        var text = condition.Text.ReplaceLineEndings(" ");
        return holds ? text
            : text.StartsWith("not ", StringComparison.Ordinal) && !text[4..].Contains(' ', StringComparison.Ordinal) ? text[4..]
            : text.Contains(' ', StringComparison.Ordinal) ? $"not ({text})" : $"not {text}";
    }
}

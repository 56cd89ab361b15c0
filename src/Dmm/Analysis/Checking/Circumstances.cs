using Dmm.Expressions;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>
/// What is known when a guard is judged, beside what it says itself: the state its machine is in, states that are never
/// entered, and the ranges of variables.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="budget">What solving may take, for all variants together.</param>
internal sealed class Circumstances(DeviceModel model, SolvingBudget budget)
{
    private readonly ModelNames names = new(model);
    private readonly List<ulong> machines = [.. model.Machines.Select(machine => machine.Mask)];

    /// <summary>Whether a guard can be true while machines are in some of these states; true when it cannot be decided.</summary>
    public bool CanFire(RuleInfo rule, ulong states)
    {
        // That it can be true as such is known from loading.
        if (Text(rule, states) is not { Length: > 0 } text || ExpressionParser.Parse(text, names, ExpressionType.Bool).Compiled is not { } known)
            return true;
        return rule.On.Any(on => !budget.TrySpend(rule.Guard, known)
            || GuardSolver.Find(rule.Guard, known, on.Register?.Word ?? -1, machines).Kind != OverlapKind.Disjoint);
    }

    /// <summary>What is known, as an expression; empty when there is nothing that matters to the guard.</summary>
    public string Text(RuleInfo rule, ulong states)
    {
        var read = rule.Guard.References;
        var parts = model.Machines.Where(machine => read.Any(each => each.Kind == SymbolKind.State && each.Owner == machine.Name)).Select(machine => Text(machine, rule, states))
            .Concat(model.Variables.Where(variable => read.Any(each => each.Kind == SymbolKind.Word && each.Word == variable.Word)).Select(Text));
        return string.Join(" and ", parts.Where(part => part.Length > 0));
    }

    private static string Text(MachineInfo machine, RuleInfo rule, ulong states)
    {
        var possible = machine.States.Where(state => ((rule.Machine == machine ? rule.FromMask & states : states) & state.Mask) != 0).ToList();
        if (possible.Count == machine.States.Count)
            return "";
        var tests = string.Join(" or ", possible.Select(state => $"{machine.Name} is {state.Name}"));
        return possible.Count == 1 ? tests : $"({tests})";
    }

    private static string Text(VariableInfo variable) => (variable.Max & (variable.Max + 1)) != 0 ? $"{variable.Name} <= {variable.Max}" : "";
}

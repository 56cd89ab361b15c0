using Dmm.Expressions;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>Finds what can happen together: for one event and one combination of states, every choice of transitions whose guards can all be true.</summary>
/// <remarks>
/// Each machine takes one of its transitions, or none because none of its guards is true; whether that can be is solved for all machines at
/// once. Where the work for it is spent, a choice counts as possible, so that nothing that can happen is left out.
/// </remarks>
internal sealed class StepFinder(DeviceModel model)
{
    /// <summary>Choices for one event in one combination of states; far more than devices with sensible models have.</summary>
    private const int MostChoices = 1024;

    private const double Work = 1L << 33;

    private readonly SolvingBudget budget = new(Work);
    private readonly Dictionary<string, bool> solved = [];

    /// <summary>Whether some choices were not looked at.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Every choice that moves at least one machine.</summary>
    public IEnumerable<IReadOnlyList<RuleInfo>> Find(Occurrence occurrence, ulong states)
    {
        var options = model.Machines
            .Select(machine => occurrence.Rules.Where(rule => rule.Machine == machine && (rule.FromMask & states) != 0).ToList())
            .Where(rules => rules.Count > 0).ToList();
        var choices = options.Aggregate(1L, (product, rules) => Math.Min(product * (rules.Count + 1), long.MaxValue / 1024));
        IsCut |= choices > MostChoices;
        for (var choice = 1L; choice < Math.Min(choices, MostChoices); choice++)
        {
            var (taken, left) = Split(options, choice);
            if (IsPossible(occurrence, states, taken, left))
                yield return taken;
        }
    }

    /// <summary>The transitions that a choice takes, and those whose guards must be false for it.</summary>
    private static (List<RuleInfo> Taken, List<RuleInfo> Left) Split(List<List<RuleInfo>> options, long choice)
    {
        var (taken, left) = (new List<RuleInfo>(), new List<RuleInfo>());
        foreach (var rules in options)
        {
            var index = (int)(choice % (rules.Count + 1));
            choice /= rules.Count + 1;
            if (index == 0)
                left.AddRange(rules);
            else
                taken.Add(rules[index - 1]);
        }
        return (taken, left);
    }

    private bool IsPossible(Occurrence occurrence, ulong states, List<RuleInfo> taken, List<RuleInfo> left)
    {
        var readsStates = taken.Concat(left).Any(rule => rule.Guard.References.Any(reference => reference.Kind == SymbolKind.State));
        var key = $"{occurrence.Text};{string.Join(',', taken.Select(rule => rule.Index))};{string.Join(',', left.Select(rule => rule.Index))};{(readsStates ? states : 0)}";
        if (!solved.TryGetValue(key, out var isPossible))
            solved[key] = isPossible = Solve(occurrence, states, taken, left);
        return isPossible;
    }

    private bool Solve(Occurrence occurrence, ulong states, List<RuleInfo> taken, List<RuleInfo> left)
    {
        var joined = Conjunction.Of([.. taken.Select(rule => rule.Guard)], [.. left.Select(rule => rule.Guard)], states);
        if (joined is null || !budget.TrySpend(joined, joined))
            return true;
        return GuardSolver.CanBeTrue(joined, occurrence.Word) is not false;
    }
}

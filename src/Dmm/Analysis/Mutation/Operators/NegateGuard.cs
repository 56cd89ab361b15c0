using Dmm.Analysis.Mutation.Source;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule with its guard the other way round.</summary>
internal sealed class NegateGuard : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "negate-guard";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from rule in model.Rules
        let guard = rule.Value["when"]
        where guard?.Text is not null
        let at = model.TextStart(guard)
        where at is not null
        select model.Changed(Name, guard.Start, $"'when' is 'not ({guard.Text})'",
            new TextEdit(at.Value, guard.Text!.Length, $"not ({guard.Text})"));
}

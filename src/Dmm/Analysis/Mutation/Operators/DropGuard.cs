namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule without its guard: it fires on every event of its kind.</summary>
internal sealed class DropGuard : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-guard";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from rule in model.Rules
        let guard = rule.Value.PartOf("when")
        where guard is not null
        select model.Without(Name, guard);
}

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule without its guard: it fires on every event of its kind. Or something is remembered of every entry.</summary>
internal sealed class DropGuard : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-guard";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from guard in model.Rules.Select(rule => rule.Value.PartOf("when")).Concat(model.Remembered.Select(remembered => remembered.Value.PartOf("where")))
        where guard is not null
        select model.Without(Name, guard);
}

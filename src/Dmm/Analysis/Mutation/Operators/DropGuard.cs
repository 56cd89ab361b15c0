namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule without its guard: it fires on every event of its kind. Or something is remembered of every entry.</summary>
internal sealed class DropGuard : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-guard";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from guard in model.Rules.Select(rule => rule.Value.PartOf("when"))
            .Concat(model.Remembered.SelectMany(remembered => new[] { remembered.Value.PartOf("where"), remembered.Value.PartOf("unless") }))
        where guard is not null
        select model.Without(Name, guard);
}

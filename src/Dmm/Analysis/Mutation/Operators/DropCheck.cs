namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule without one of its checks: the DMA that it starts is not looked at.</summary>
internal sealed class DropCheck : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-check";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from rule in model.Rules
        from check in MutationSource.Each(rule, "check")
        select model.Without(Name, check, $"the check '{check.Value.Text}' of '{model.Shown(rule.Start, rule.End)}'");
}

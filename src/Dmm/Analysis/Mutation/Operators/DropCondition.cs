namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A model without one of the conditions of a hand-off.</summary>
internal sealed class DropCondition : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-condition";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        model.Section("reusable").Select(condition => model.Without(Name, condition));
}

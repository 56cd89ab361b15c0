namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A machine without one of its transitions, or a model without one of its rules.</summary>
internal sealed class DropTransition : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-transition";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        model.Rules.Select(rule => model.Without(Name, rule));
}

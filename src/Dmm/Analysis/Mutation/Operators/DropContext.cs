namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A context without one of its items: it is neither saved nor restored.</summary>
internal sealed class DropContext : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-context";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        model.Section("context").Select(item => model.Without(Name, item));
}

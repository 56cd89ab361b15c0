namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A model without one of its lines about harmless places: what a driver does there is denied.</summary>
internal sealed class DropHarmless : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-harmless";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        model.Section("harmless").Select(line => model.Without(Name, line));
}

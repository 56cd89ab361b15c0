namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A transition or a rule without one of its effects, or entries of which one thing less is remembered.</summary>
internal sealed class DropEffect : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "drop-effect";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        (from rule in model.Rules
         from effect in MutationSource.Each(rule, "do")
         select model.Without(Name, effect, $"'{effect.Value.Text}'"))
        .Concat(model.Remembered.Select(remembered => model.Without(Name, remembered)));
}

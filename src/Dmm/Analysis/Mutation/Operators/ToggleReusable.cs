using Dmm.Analysis.Mutation.Source;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A state that is reusable and should not be, or the other way round.</summary>
internal sealed class ToggleReusable : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "toggle-reusable";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from machine in model.Section("machines")
        from state in machine.Value["states"]?.Parts ?? []
        where state.Value.IsMapping
        let reusable = state.Value["reusable"]
        select reusable is null ? model.Changed(Name, state.Start, $"'{state.Name}' is reusable", Becomes(state, model))
            : model.Changed(Name, state.Start, $"'{state.Name}' is {(reusable.Text == "true" ? "not " : "")}reusable",
                new TextEdit(reusable.Start, reusable.End - reusable.Start, reusable.Text == "true" ? "false" : "true"));

    private static TextEdit Becomes(SourcePart state, MutationSource model) =>
        state.Value.IsFlow ? new TextEdit(state.Value.Start + 1, 0, state.Value.Parts.Count == 0 ? " reusable: true " : " reusable: true,")
        : new TextEdit(state.Value.Start, 0, "reusable: true\n" + new string(' ', state.Value.Start - model.Text.LastIndexOf('\n', state.Value.Start) - 1));
}

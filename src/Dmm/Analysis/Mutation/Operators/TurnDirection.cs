using Dmm.Analysis.Mutation.Source;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A check of entries that names a read where the device writes, or a write where it reads.</summary>
internal sealed class TurnDirection : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "turn-direction";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model)
    {
        foreach (var check in model.Section("checks").Where(check => check.Value["walk"] is not null))
        {
            if (check.Value["dma"] is not { Text: "read" or "write" } direction || model.TextStart(direction) is not { } start)
                continue;
            var other = direction.Text == "read" ? "write" : "read";
            yield return model.Changed(Name, start, $"'{check.Name}' is a {other}", new TextEdit(start, direction.Text.Length, other));
        }
    }
}

using Dmm.Analysis.Mutation.Source;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A window of twice its size: checks let a DMA out of the real one.</summary>
internal sealed class WidenWindow : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "widen-window";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) =>
        from window in model.Section("windows")
        let size = window.Value["size"]
        let number = WrittenNumber.Read(size?.Text)
        where number is not null
        select model.Changed(Name, size!.Start, $"the size of '{window.Name}' is 0x{number * 2:x}, not {size.Text}", new TextEdit(size.Start, size.End - size.Start, $"0x{number * 2:x}"));
}

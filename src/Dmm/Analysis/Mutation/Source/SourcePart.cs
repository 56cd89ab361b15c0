namespace Dmm.Analysis.Mutation.Source;

/// <summary>An entry of a mapping or a list.</summary>
/// <param name="Holder">The mapping or list as it stands in the file.</param>
/// <param name="Key">Its key; null in a list.</param>
/// <param name="Value">Its value.</param>
internal sealed record SourcePart(SourceNode Holder, SourceNode? Key, SourceNode Value)
{
    /// <summary>Index of its first character.</summary>
    public int Start => (Key ?? Value).Start;

    /// <summary>Index behind its last.</summary>
    public int End => Value.End;

    /// <summary>The name of an entry of a mapping; empty in a list.</summary>
    public string Name => Key?.Text ?? "";
}

namespace Dmm.Analysis.Mutation.Source;

/// <summary>A node of a model file that knows which stretch of the text it takes, so that a change of it is a change of the file.</summary>
/// <remarks>The loader's own nodes know only where they begin; what is taken out of a file must also have an end.</remarks>
internal sealed class SourceNode
{
    /// <summary>Index of its first character.</summary>
    public required int Start { get; init; }

    /// <summary>Index behind its last.</summary>
    public required int End { get; set; }

    /// <summary>The value of a single word or text; null for a mapping or a list.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it is a mapping.</summary>
    public bool IsMapping { get; init; }

    /// <summary>Whether it stands in brackets.</summary>
    public bool IsFlow { get; init; }

    /// <summary>What a mapping or a list holds.</summary>
    public List<SourcePart> Parts { get; } = [];

    /// <summary>The part whose value it is; null for the file as a whole.</summary>
    public SourcePart? Part { get; set; }

    /// <summary>The value under a key of a mapping, or null.</summary>
    public SourceNode? this[string key] => PartOf(key)?.Value;

    /// <summary>Key and value, or null.</summary>
    public SourcePart? PartOf(string key) => Parts.Find(part => part.Key?.Text == key);
}

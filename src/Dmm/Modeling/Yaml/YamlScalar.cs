namespace Dmm.Modeling.Yaml;

/// <summary>One word, number or text.</summary>
/// <param name="text">The value, without quotes.</param>
/// <param name="location">Where it begins, quote included.</param>
/// <param name="quoted">Whether it stands in quotes or in a block.</param>
/// <param name="verbatim">Distance from the begin of the scalar to its text when the two run in step on one line; else -1.</param>
internal sealed class YamlScalar(string text, Location location, bool quoted, int verbatim) : YamlNode(location)
{
    /// <summary>The value, without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>Nothing was written after the colon, or <c>null</c> or <c>~</c>.</summary>
    public bool IsEmpty => !quoted && Text is "" or "~" or "null";

    /// <summary>YAML's key for merging mappings, which the model language does not have.</summary>
    public bool IsMergeKey => !quoted && Text == "<<";

    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : "a single value";

    /// <summary>Where the character at <paramref name="offset"/> of the text stands in the file.</summary>
    /// <remarks>Escapes and folded lines break the step between text and file; then the begin of the scalar has to do.</remarks>
    public Location At(int offset) =>
        verbatim < 0 ? Location : Location with { Column = Location.Column + verbatim + offset };
}

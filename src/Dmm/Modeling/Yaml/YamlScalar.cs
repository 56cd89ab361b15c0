namespace Dmm.Modeling.Yaml;

/// <summary>One word, number or text.</summary>
/// <param name="text">The value, without quotes.</param>
/// <param name="location">Where it begins, quote included.</param>
/// <param name="path">The keys that lead to it.</param>
/// <param name="isQuoted">Whether it stands in quotes or in a block.</param>
/// <param name="places">Where in the file each character of the text stands; null when that is not known.</param>
internal sealed class YamlScalar(string text, Location location, YamlPath path, bool isQuoted, Func<int, Location>? places = null)
    : YamlNode(location, path)
{
    /// <summary>The value, without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it stands in quotes or in a block.</summary>
    public bool IsQuoted => isQuoted;

    /// <summary>The type that YAML gives to it.</summary>
    public ScalarType Type => isQuoted ? ScalarType.Text : CoreSchema.TypeOf(Text);

    /// <summary>Nothing was written after the colon, or <c>null</c> or <c>~</c>.</summary>
    public bool IsEmpty => Type == ScalarType.Null;

    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : "a single value";

    /// <summary>Where the character at <paramref name="offset"/> of the text stands in the file.</summary>
    public Location At(int offset) => places is null ? Location : places(offset);

    /// <summary>A part of the text, as a scalar at its own place.</summary>
    public YamlScalar Part(int start, int length) =>
        new(Text.Substring(start, length), At(start), Path, isQuoted: true, offset => At(start + offset));

    /// <summary>The part of the text from <paramref name="start"/> on.</summary>
    public YamlScalar Part(int start) => Part(start, Text.Length - start);
}

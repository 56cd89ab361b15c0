namespace Dmm.Modeling.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(Location location, YamlPath path) : YamlNode(location, path)
{
    /// <summary>The entries in the order of the file.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <inheritdoc/>
    public override string Kind => "a list";
}

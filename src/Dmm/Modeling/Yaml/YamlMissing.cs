namespace Dmm.Modeling.Yaml;

/// <summary>An entry that is not there: it has a path, and the place of the mapping that lacks it.</summary>
internal sealed class YamlMissing(Location location, YamlPath path) : YamlNode(location, path)
{
    /// <inheritdoc/>
    public override string Kind => "nothing";
}

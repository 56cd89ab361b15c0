namespace Dmm.Modeling.Yaml;

/// <summary>Stands for a node whose mistake has been reported already; code that meets it keeps silent.</summary>
internal sealed class YamlBroken(Location location, YamlPath path) : YamlNode(location, path)
{
    /// <inheritdoc/>
    public override string Kind => "a mistake";
}

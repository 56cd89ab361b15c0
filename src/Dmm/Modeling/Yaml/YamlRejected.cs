namespace Dmm.Modeling.Yaml;

/// <summary>Something that is YAML but not part of the model language. It has been reported; whoever meets it passes over it in silence.</summary>
internal sealed class YamlRejected(Location location) : YamlNode(location)
{
    /// <inheritdoc/>
    public override string Kind => "something else";
}

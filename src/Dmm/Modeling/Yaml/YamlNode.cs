namespace Dmm.Modeling.Yaml;

/// <summary>A piece of a YAML file that knows where it stands.</summary>
/// <remarks>
/// Our own node kinds rather than the library's: they keep exact places, know nothing of anchors and tags
/// (which the model language does not have), and let a variant be laid over a model node by node.
/// </remarks>
internal abstract class YamlNode(Location location, YamlPath path)
{
    /// <summary>Where the node begins.</summary>
    public Location Location { get; } = location;

    /// <summary>The keys that lead to it.</summary>
    public YamlPath Path { get; } = path;

    /// <summary>What an author would call this kind of node.</summary>
    public abstract string Kind { get; }
}

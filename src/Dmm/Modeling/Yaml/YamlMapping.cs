namespace Dmm.Modeling.Yaml;

/// <summary>Keys with values, in the order of the file; the order has a meaning in a model's context section.</summary>
internal sealed class YamlMapping(Location location) : YamlNode(location)
{
    private readonly List<YamlEntry> entries = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<YamlEntry> Entries => entries;

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The value under a key, or null.</summary>
    public YamlNode? this[string key] => places.TryGetValue(key, out var place) ? entries[place].Value : null;

    /// <summary>The key as it stands in the file, or null.</summary>
    public YamlScalar? KeyOf(string key) => places.TryGetValue(key, out var place) ? entries[place].Key : null;

    /// <summary>Adds an entry unless the key is there already.</summary>
    public bool TryAdd(YamlScalar key, YamlNode value)
    {
        if (!places.TryAdd(key.Text, entries.Count))
            return false;
        entries.Add(new YamlEntry(key, value));
        return true;
    }
}

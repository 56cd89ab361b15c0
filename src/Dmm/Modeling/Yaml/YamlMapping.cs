namespace Dmm.Modeling.Yaml;

/// <summary>Keys with values, in the order of the file; the order has a meaning in a model's context section.</summary>
internal sealed class YamlMapping(Location location, YamlPath path) : YamlNode(location, path)
{
    private readonly List<YamlEntry> entries = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlScalar> removed = new(StringComparer.Ordinal);

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

    /// <summary>Notes the key of a variant that took an entry away.</summary>
    public void NoteRemoved(YamlScalar key) => removed[key.Text] = key;

    /// <summary>Where an entry is missing: at the key of the variant that took it away, or else at the begin of the mapping.</summary>
    public YamlNode WhereMissing(string key) => removed.TryGetValue(key, out var taker) ? taker : new YamlMissing(Location, Path.Key(key));
}

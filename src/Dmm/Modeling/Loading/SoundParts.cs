using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>The parts of a file whose shape is right; binders may rely on it, and the rest is known to be missing.</summary>
/// <param name="Root">The file without the entries and list items whose shape is wrong.</param>
/// <param name="Broken">The names of entries that were taken out: who mentions one makes no mistake by it.</param>
/// <param name="Lost">Sections that cannot be known at all: of a wrong kind, missing, or after a misspelt key.</param>
/// <param name="Damaged">Sections of which something was taken out: what they say is true, but it is not all.</param>
internal sealed record SoundParts(YamlMapping Root, IReadOnlySet<string> Broken, IReadOnlySet<string> Lost, IReadOnlySet<string> Damaged)
{
    /// <summary>Takes out what is wrong. An entry is taken out whole, but a machine only loses the transition that is wrong.</summary>
    public static SoundParts Of(YamlMapping file)
    {
        var root = new YamlMapping(file.Location, file.Path);
        var (broken, lost) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (key, value) in file.Entries)
        {
            if (ModelGrammar.Model.Find(key.Text) is not { } known)
                lost.Add(ModelGrammar.Model.Suggest(key.Text) ?? "");
            else if (Sound(key.Text, known.Value, value, broken) is { } sound)
                root.TryAdd(key, sound);
            else
                lost.Add(key.Text);
        }
        lost.UnionWith(ModelGrammar.Model.Keys.Where(key => key.Required && file[key.Name] is null).Select(key => key.Name));
        lost.ExceptWith(root.Entries.Select(entry => entry.Key.Text));
        var damaged = root.Entries.Where(entry => Count(entry.Value) < Count(file[entry.Key.Text]!)).Select(entry => entry.Key.Text);
        return new SoundParts(root, broken, lost, damaged.ToHashSet(StringComparer.Ordinal));
    }

    private static int Count(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Count,
        YamlSequence sequence => sequence.Items.Count,
        _ => 1,
    };

    private static YamlNode? Sound(string section, Shape shape, YamlNode value, HashSet<string> broken) => (shape, value) switch
    {
        (MapShape map, YamlMapping { Entries.Count: <= ListShape.MaxItems } mapping) when section != "variants" => SoundEntries(section, map, mapping, broken),
        (ListShape list, YamlSequence { Items.Count: <= ListShape.MaxItems } sequence) => SoundItems(list, sequence),
        _ => shape.Accepts(value) ? value : null,
    };

    private static YamlMapping SoundEntries(string section, MapShape map, YamlMapping mapping, HashSet<string> broken)
    {
        var sound = new YamlMapping(mapping.Location, mapping.Path);
        foreach (var (key, value) in mapping.Entries)
        {
            var entry = new YamlEntry(key, section == "machines" ? WithSoundTransitions(value) : value);
            if (map.AcceptsEntry(entry))
                sound.TryAdd(key, entry.Value);
            else
                broken.Add(key.Text);
        }
        return sound;
    }

    private static YamlSequence SoundItems(ListShape list, YamlSequence sequence)
    {
        var sound = new YamlSequence(sequence.Location, sequence.Path);
        sound.Items.AddRange(sequence.Items.Where(list.Item.Accepts));
        return sound;
    }

    private static YamlNode WithSoundTransitions(YamlNode machine)
    {
        if (machine is not YamlMapping mapping || mapping["transitions"] is not YamlSequence { Items.Count: <= ListShape.MaxItems } transitions)
            return machine;
        var sound = new YamlMapping(mapping.Location, mapping.Path);
        foreach (var (key, value) in mapping.Entries)
            sound.TryAdd(key, key.Text == "transitions" ? SoundItems(ModelGrammar.Transitions, transitions) : value);
        return sound;
    }
}

using System.Globalization;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>
/// Rows of equal registers and machines (<c>count: 4</c>) become single ones before anything else looks at them:
/// <c>TSD</c> becomes <c>TSD0</c> to <c>TSD3</c>, and <c>{index}</c> in any text of an entry becomes the number.
/// </summary>
internal static class Rows
{
    private static readonly string[] Sections = ["registers", "machines", "checks"];

    /// <summary>What stands for the number of an entry in its texts.</summary>
    private const string Index = "{index}";

    /// <summary>The model without rows.</summary>
    public static YamlMapping Expand(YamlMapping root)
    {
        var expanded = new YamlMapping(root.Location);
        foreach (var (key, value) in root.Entries)
            expanded.TryAdd(key, Sections.Contains(key.Text) && value is YamlMapping section ? ExpandSection(section, key.Text == "registers") : value);
        return expanded;
    }

    private static YamlMapping ExpandSection(YamlMapping section, bool placed)
    {
        var expanded = new YamlMapping(section.Location);
        foreach (var (key, value) in section.Entries)
        {
            var count = value is YamlMapping entry && entry["count"] is YamlScalar text && Numbers.TryParse(text.Text, out var number) ? number : 0;
            if (count is 0 or > 64)
                expanded.TryAdd(key, value);
            for (ulong i = 0; i < count && count <= 64; i++)
                expanded.TryAdd(new YamlScalar(key.Text + i, key.Location, quoted: false, verbatim: -1), Number((YamlMapping)value, i, placed));
        }
        return expanded;
    }

    private static YamlMapping Number(YamlMapping entry, ulong index, bool placed)
    {
        var stride = entry["stride"] is YamlScalar text && Numbers.TryParse(text.Text, out var bytes) ? bytes : 1;
        var numbered = new YamlMapping(entry.Location);
        foreach (var (key, value) in entry.Entries)
        {
            if (key.Text is "count" or "stride")
                continue;
            var replaced = Replace(value, index);
            numbered.TryAdd(key, placed && key.Text == "at" ? Move(replaced, index * stride) : replaced);
        }
        return numbered;
    }

    /// <summary>A place, a range of places or a list of either, some bytes further on.</summary>
    private static YamlNode Move(YamlNode place, ulong bytes)
    {
        if (place is YamlSequence list)
        {
            var moved = new YamlSequence(list.Location);
            moved.Items.AddRange(list.Items.Select(item => Move(item, bytes)));
            return moved;
        }
        if (place is not YamlScalar { Text: var text })
            return place; // reported by its shape
        var by = bytes.ToString(CultureInfo.InvariantCulture);
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return new YamlScalar(dots < 0 ? $"{text}+{by}" : $"{text[..dots]}+{by}..{text[(dots + 2)..]}+{by}", place.Location, quoted: false, verbatim: -1);
    }

    private static YamlNode Replace(YamlNode node, ulong index)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.Text.Contains(Index, StringComparison.Ordinal):
                return new YamlScalar(scalar.Text.Replace(Index, index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), scalar.Location, quoted: true, verbatim: -1);
            case YamlSequence sequence:
                var items = new YamlSequence(sequence.Location);
                items.Items.AddRange(sequence.Items.Select(item => Replace(item, index)));
                return items;
            case YamlMapping mapping:
                var entries = new YamlMapping(mapping.Location);
                foreach (var (key, value) in mapping.Entries)
                    entries.TryAdd(key, Replace(value, index));
                return entries;
            default:
                return node;
        }
    }
}

using System.Globalization;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>
/// Rows of equal registers, variables, machines, checks and fields of entries (<c>count: 4</c>) become single ones before anything else looks at them:
/// <c>TSD</c> becomes <c>TSD0</c> to <c>TSD3</c>, and <c>{index}</c> in any text of an entry becomes the number.
/// </summary>
internal static class Rows
{
    private static readonly string[] Sections = ["registers", "variables", "machines", "checks"];

    private static readonly string[] RowKeys = ["count", "stride"];

    /// <summary>Two digits less than a name may have.</summary>
    private const int LongestName = 62;

    /// <summary>Bounds what a small file can grow to: the most nodes that all entries of one row may have together.</summary>
    private const int MaxNodes = 1 << 14;

    /// <summary>The model without rows.</summary>
    public static YamlMapping Expand(YamlMapping root, Report report)
    {
        var expanded = new YamlMapping(root.Location, root.Path);
        foreach (var (key, value) in root.Entries)
        {
            if (Sections.Contains(key.Text) && value is YamlMapping { Entries.Count: <= ListShape.MaxItems } section)
                expanded.TryAdd(key, ExpandSection(section, ShapeOf(key.Text), report));
            else if (key.Text == "descriptors" && value is YamlMapping structures)
                expanded.TryAdd(key, ExpandFields(structures.Entries.Count <= ListShape.MaxItems ? ExpandSection(structures, ShapeOf(key.Text), report) : structures, report));
            else
                expanded.TryAdd(key, key.Text == "variants" || RowIndex.IsProse(key.Text) ? value : RowIndex.Refuse(value, report));
        }
        return expanded;
    }

    /// <summary>Structures with the rows among the fields of their entries.</summary>
    private static YamlMapping ExpandFields(YamlMapping mapping, Report report)
    {
        var expanded = new YamlMapping(mapping.Location, mapping.Path);
        foreach (var (key, value) in mapping.Entries)
            expanded.TryAdd(key, value is not YamlMapping below ? RowIndex.IsProse(key.Text) ? value : RowIndex.Refuse(value, report)
                : key.Text == "fields" && below.Entries.Count <= ListShape.MaxItems ? ExpandSection(below, ModelGrammar.DescriptorField, report) : ExpandFields(below, report));
        return expanded;
    }

    private static RecordShape ShapeOf(string section) => (RecordShape)((MapShape)ModelGrammar.Model.Find(section)!.Value).Value;

    private static YamlMapping ExpandSection(YamlMapping section, RecordShape shape, Report report)
    {
        var expanded = new YamlMapping(section.Location, section.Path);
        foreach (var (key, value) in section.Entries)
        {
            if (value is YamlMapping entry && entry["count"] is not null)
                ExpandRow(expanded, key, entry, shape, report);
            else
                Add(expanded, key, shape == ModelGrammar.Descriptors ? value : RowIndex.Refuse(value, report), report); // its fields may be rows
        }
        return expanded;
    }

    private static void ExpandRow(YamlMapping expanded, YamlScalar key, YamlMapping entry, RecordShape shape, Report report)
    {
        // A mistake in one of these has been reported by their shape; what would follow from it is not.
        var isSound = RowKeys.All(each => entry[each] is null || (shape.Find(each)?.Value.Accepts(entry[each]!) ?? false));
        var count = isSound ? CountOf(expanded, key, entry, report) : 0;
        if (count == 0)
            expanded.TryAdd(key, new YamlBroken(entry.Location, entry.Path));
        var stride = count > 0 && shape.Find("stride") is not null ? StrideOf(entry) : 0;
        for (ulong i = 0; i < count; i++)
        {
            var name = key.Text + i.ToString(CultureInfo.InvariantCulture);
            var path = expanded.Path.Key(name, (int)i);
            Add(expanded, new YamlScalar(name, key.Location, path, key.IsQuoted), Number(entry, path, i, stride), report);
        }
    }

    /// <summary>How many entries a row has; none, with a diagnostic, when there are too many.</summary>
    private static ulong CountOf(YamlMapping expanded, YamlScalar key, YamlMapping entry, Report report)
    {
        var count = entry.Number("count")!.Value;
        if (key.Text.Length > LongestName)
            report.Error(DiagnosticCodes.BadName, key, $"'{Excerpt.Of(key.Text)}' is too long for a row, whose names get a number after them", Forms.NameCure);
        else if (expanded.Entries.Count + (int)count > ListShape.MaxItems)
            report.Error(DiagnosticCodes.TooLarge, key, $"with this row there are more than {ListShape.MaxItems} entries", "describe fewer");
        else if (CountNodes(entry) * (int)count > MaxNodes)
            report.Error(DiagnosticCodes.TooLarge, key, $"all entries of this row together have more than {MaxNodes} keys and values", "let one entry do what several do alike");
        else
            return count;
        return 0;
    }

    private static int CountNodes(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Sum(entry => 1 + CountNodes(entry.Value)),
        YamlSequence sequence => sequence.Items.Sum(CountNodes),
        _ => 1,
    };

    private static void Add(YamlMapping expanded, YamlScalar key, YamlNode value, Report report)
    {
        if (!expanded.TryAdd(key, value))
            report.Error(DiagnosticCodes.NameTaken, key, $"the name '{Excerpt.Of(key.Text)}' is taken by line {expanded.KeyOf(key.Text)!.Location.Line}", "a row takes its name with every number behind it; choose another");
    }

    private static YamlMapping Number(YamlMapping entry, YamlPath path, ulong index, ulong stride)
    {
        var numbered = new YamlMapping(entry.Location, path);
        foreach (var (key, value) in entry.Entries)
        {
            if (RowKeys.Contains(key.Text))
                continue;
            var replaced = RowIndex.Replace(value, path.Key(key.Text), index);
            numbered.TryAdd(key, key.Text != "at" || stride == 0 ? replaced
                : replaced is YamlScalar at && Numbers.TryParse(at.Text, out var offset) ? new YamlScalar($"{offset + index * stride}", at.Location, at.Path, at.IsQuoted)
                : RowPlaces.Move(replaced, index * stride));
        }
        return numbered;
    }

    /// <summary>Bytes from one register to the next; those of the register where nothing is said.</summary>
    private static ulong StrideOf(YamlMapping entry)
    {
        if (entry.Number("stride") is { } bytes)
            return bytes;
        if (entry.Scalars("at").Any(IndexedBinder.IsIndexed))
            return (ulong)entry.Scalars("at").Count(); // indexes, not bytes
        var size = entry["size"] is YamlScalar width && Numbers.TryParse(width.Text, out var one) && one <= 8 ? one : 1;
        return entry["at"] is YamlSequence places ? size * (ulong)places.Items.Count
            : entry["at"] is YamlScalar place && RowPlaces.CountIn(place.Text) is { } count ? count : size;
    }
}

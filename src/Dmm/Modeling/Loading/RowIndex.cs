using System.Globalization;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Puts the number of an entry of a row in place of <c>{index}</c>, and keeps the places of what stands behind it.</summary>
internal static class RowIndex
{
    /// <summary>What stands for the number of an entry in its texts.</summary>
    public const string Index = "{index}";

    /// <summary>A copy of a node at a path of its own, with the number in all texts.</summary>
    public static YamlNode Replace(YamlNode node, YamlPath path, ulong index)
    {
        switch (node)
        {
            case YamlScalar scalar:
                return Replace(scalar, path, index.ToString(CultureInfo.InvariantCulture));
            case YamlSequence sequence:
                var items = new YamlSequence(sequence.Location, path);
                for (var i = 0; i < sequence.Items.Count; i++)
                    items.Items.Add(Replace(sequence.Items[i], path.Item(i), index));
                return items;
            case YamlMapping mapping:
                var entries = new YamlMapping(mapping.Location, path);
                foreach (var (key, value) in mapping.Entries)
                    entries.TryAdd(key, Replace(value, path.Key(key.Text), index));
                return entries;
            default:
                return node;
        }
    }

    /// <summary>Reports an index in a text that belongs to no row; the text is then broken.</summary>
    public static YamlNode Refuse(YamlNode node, Report report)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.Text.IndexOf(Index, StringComparison.Ordinal) is >= 0 and var at:
                report.Error(DiagnosticCodes.UnknownName, scalar.At(at), scalar.Path, $"{Index} stands for nothing here", "only entries with a 'count' have an index; write the number");
                return new YamlBroken(scalar.Location, scalar.Path);
            case YamlSequence sequence:
                var items = new YamlSequence(sequence.Location, sequence.Path);
                items.Items.AddRange(sequence.Items.Select(item => Refuse(item, report)));
                return items;
            case YamlMapping mapping:
                var entries = new YamlMapping(mapping.Location, mapping.Path);
                foreach (var (key, value) in mapping.Entries)
                    entries.TryAdd(key, IsProse(key.Text) ? value : Refuse(value, report));
                return entries;
            default:
                return node;
        }
    }

    /// <summary>Whether a key holds text for people, in which braces are braces.</summary>
    public static bool IsProse(string key) => key is "title" or "because" or "source" or "sources" or "then";

    private static YamlScalar Replace(YamlScalar scalar, YamlPath path, string number)
    {
        var pieces = scalar.Text.Split(Index);
        // Each index before a character makes the source longer by what the number is shorter.
        var places = pieces.Length == 1 ? (Func<int, Location>)scalar.At : offset => scalar.At(offset + Shift(pieces, number.Length, offset));
        return new YamlScalar(string.Join(number, pieces), scalar.Location, path, scalar.IsQuoted && scalar.Text != Index, places); // all of a text is a number, no text
    }

    private static int Shift(string[] pieces, int digits, int offset)
    {
        var (shift, end) = (0, 0);
        foreach (var piece in pieces.SkipLast(1))
        {
            end += piece.Length;
            if (offset < end + digits)
                return offset > end ? shift + end - offset : shift; // inside the number: the begin of the index
            end += digits;
            shift += Index.Length - digits;
        }
        return shift;
    }
}

using System.Globalization;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Moves the places of a register of a row: <c>io+0x10</c> becomes <c>io+0x14</c>, <c>io+0x10..0x11</c> becomes <c>io+0x12..0x13</c>, and
/// <c>csr[8]</c> the index <c>csr[9]</c>.</summary>
internal static class RowPlaces
{
    /// <summary>A node under <c>at</c>, moved by some bytes. What is no place is left as it is, for its shape to refuse.</summary>
    public static YamlNode Move(YamlNode node, ulong bytes)
    {
        if (node is YamlSequence sequence)
        {
            var moved = new YamlSequence(sequence.Location, sequence.Path);
            moved.Items.AddRange(sequence.Items.Select(item => item is YamlScalar ? Move(item, bytes) : item));
            return moved;
        }
        return node is YamlScalar scalar && Move(scalar.Text, bytes) is { } text
            ? new YamlScalar(text, scalar.Location, scalar.Path, scalar.IsQuoted)
            : node;
    }

    /// <summary>How many bytes a range of places has, or null when it is none.</summary>
    public static ulong? CountIn(string text) =>
        text.IndexOf("..", StringComparison.Ordinal) is > 0 and var dots && text.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && plus < dots
            && Numbers.TryParse(text.AsSpan(plus + 1, dots - plus - 1), out var first) && Numbers.TryParse(text.AsSpan(dots + 2), out var last) && first <= last
            ? last - first + 1 : null;

    private static string? Move(string text, ulong bytes)
    {
        if (text.IndexOf('[', StringComparison.Ordinal) is > 0 and var open && text.EndsWith(']'))
            return Numbers.TryParse(text.AsSpan(open + 1, text.Length - open - 2), out var index) && index <= ulong.MaxValue - bytes
                ? $"{text[..open]}[{(index + bytes).ToString(CultureInfo.InvariantCulture)}]" : null;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var name = plus < 0 ? text : text[..plus];
        var numbers = plus < 0 ? ["0"] : text[(plus + 1)..].Split("..");
        var moved = new List<string>();
        foreach (var each in numbers)
        {
            if (!Numbers.TryParse(each, out var number) || number > ulong.MaxValue - bytes)
                return null;
            moved.Add("0x" + (number + bytes).ToString("x", CultureInfo.InvariantCulture));
        }
        return $"{name}+{string.Join("..", moved)}";
    }
}

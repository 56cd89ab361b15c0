using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Reads values out of nodes whose shape has been checked.</summary>
internal static class NodeReading
{
    /// <summary>The single value under a key, or null.</summary>
    public static YamlScalar? Scalar(this YamlMapping mapping, string key) => mapping[key] as YamlScalar;

    /// <summary>The text under a key, or null.</summary>
    public static string? Text(this YamlMapping mapping, string key) => mapping.Scalar(key)?.Text;

    /// <summary>The number under a key, or null.</summary>
    public static ulong? Number(this YamlMapping mapping, string key) => mapping.Text(key) is { } text ? Numbers.Parse(text) : null;

    /// <summary>The flag under a key; false when it is not there.</summary>
    public static bool Flag(this YamlMapping mapping, string key) => string.Equals(mapping.Text(key), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entries of a list, or the one value in its place; nothing when the key is not there.</summary>
    public static IEnumerable<YamlScalar> Scalars(this YamlMapping mapping, string key) => mapping[key] switch
    {
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>(),
        YamlScalar scalar => [scalar],
        _ => [],
    };

    /// <summary>The mappings in a list.</summary>
    public static IEnumerable<YamlMapping> Mappings(this YamlNode? list) => (list as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    /// <summary>A bit (6) or a range of bits (3..5) as lowest and highest bit.</summary>
    public static (int Low, int High) Bits(YamlScalar scalar)
    {
        var dots = scalar.Text.IndexOf("..", StringComparison.Ordinal);
        var low = (int)Numbers.Parse(dots < 0 ? scalar.Text : scalar.Text[..dots]);
        return (low, dots < 0 ? low : (int)Numbers.Parse(scalar.Text[(dots + 2)..]));
    }
}

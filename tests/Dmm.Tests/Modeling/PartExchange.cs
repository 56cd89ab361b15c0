using System.Text;
using System.Text.RegularExpressions;
using Dmm.Modeling;
using Dmm.Modeling.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Modeling;

/// <summary>
/// Models that are good YAML and nonsense: parts of a good model exchanged for others of it. What a damaged text seldom
/// reaches, a mapping where a later pass relies on a number, is the rule here.
/// </summary>
internal static partial class PartExchange
{
    /// <summary>The models with some of their parts exchanged.</summary>
    public static Arbitrary<string> Of(params string[] texts)
    {
        var roots = texts.Select(text => (YamlNode)YamlTree.Read("nic.yaml", Encoding.UTF8.GetBytes(text), new Report())!).ToArray();
        var parts = roots.SelectMany(PartsOf).ToArray();
        return ArbMap.Default.GeneratorFor<int>().Select(seed =>
        {
            var random = new Random(seed);
            var changes = new Dictionary<YamlNode, YamlNode>();
            var root = random.GetItems(roots, 1)[0];
            var own = PartsOf(root).ToArray();
            for (var i = random.Next(1, 5); i > 0; i--)
                changes[random.GetItems(own, 1)[0]] = random.GetItems(parts, 1)[0];
            var text = new StringBuilder();
            Write(root, changes, text, 0);
            return text.ToString();
        }).ToArbitrary();
    }

    private static IEnumerable<YamlNode> PartsOf(YamlNode node) => node switch
    {
        YamlSequence sequence => sequence.Items.SelectMany(PartsOf).Append(node),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => PartsOf(entry.Value).Append(entry.Key)).Append(node),
        _ => [node],
    };

    private static void Write(YamlNode node, Dictionary<YamlNode, YamlNode> changes, StringBuilder text, int depth)
    {
        if (depth < 20 && changes.TryGetValue(node, out var other))
            node = other;
        switch (node)
        {
            case YamlMapping mapping:
                text.Append('{');
                foreach (var (key, value) in mapping.Entries)
                {
                    Write(changes.GetValueOrDefault(key) as YamlScalar ?? key, [], text, depth);
                    text.Append(": ");
                    Write(value, changes, text, depth + 1);
                    text.AppendLine(",");
                }
                text.Append('}');
                break;
            case YamlSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                {
                    Write(item, changes, text, depth + 1);
                    text.Append(", ");
                }
                text.Append(']');
                break;
            case YamlScalar scalar:
                text.Append(!scalar.IsQuoted && Plain().IsMatch(scalar.Text) ? scalar.Text : $"'{scalar.Text.Replace("'", "''", StringComparison.Ordinal)}'");
                break;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_+.]+\z")]
    private static partial Regex Plain();
}

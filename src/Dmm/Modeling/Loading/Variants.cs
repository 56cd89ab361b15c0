using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>
/// A variant is a piece of model laid over the model: mappings are merged key by key, anything else replaces what was
/// there, and an empty value takes a key away. Nodes keep their own places, so a mistake in a variant is reported there.
/// </summary>
internal static class Variants
{
    /// <summary>The name of the default variant when the file gives it none.</summary>
    private const string Base = "base";

    /// <summary>The names of the variants under <c>variants</c>.</summary>
    public static IEnumerable<string> NamesIn(YamlMapping root) =>
        root["variants"] is YamlMapping variants ? variants.Entries.Select(entry => entry.Key.Text) : [];

    /// <summary>All names, the default one first.</summary>
    public static IReadOnlyList<string> AllNamesIn(YamlMapping root) => [DefaultOf(root), .. NamesIn(root)];

    /// <summary>What the file describes without any of its variants.</summary>
    public static string DefaultOf(YamlMapping root) => root["variant"] is YamlScalar { IsEmpty: false } name ? name.Text : Base;

    /// <summary>The model with a variant laid over it; null, with a diagnostic, when there is no such variant.</summary>
    public static YamlMapping? Select(YamlMapping root, string? variant, ShapeReport report)
    {
        if (variant is null || variant == DefaultOf(root))
            return root;
        if (root["variants"] is YamlMapping variants && variants[variant] is { } overlay)
            return overlay is YamlMapping pieces ? Overlay(root, pieces, report) : root;
        report.Error(DiagnosticCodes.UnknownName, root.Location, $"the model has no variant '{variant}'",
            $"it has {string.Join(", ", AllNamesIn(root))}");
        return null;
    }

    private static YamlMapping Overlay(YamlMapping below, YamlMapping above, ShapeReport report)
    {
        var merged = new YamlMapping(below.Location);
        foreach (var (key, value) in below.Entries)
        {
            var over = above[key.Text];
            if (over is YamlScalar { IsEmpty: true })
                continue;
            if (over is YamlMapping upper && value is YamlMapping lower)
                merged.TryAdd(key, Overlay(lower, upper, report));
            else
                merged.TryAdd(over is null ? key : above.KeyOf(key.Text)!, over ?? value);
        }
        foreach (var (key, value) in above.Entries)
        {
            if (value is not YamlScalar { IsEmpty: true })
                merged.TryAdd(key, value); // those that were merged above are there already
            else if (below[key.Text] is null)
                report.Error(DiagnosticCodes.UnknownKey, key.Location, $"the model has no '{key.Text}' here that could be taken away",
                    Suggestions.Find(key.Text, below.Entries.Select(entry => entry.Key.Text)) is { } near ? $"did you mean '{near}'?" : "take the line out");
        }
        return merged;
    }
}

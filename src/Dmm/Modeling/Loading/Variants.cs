using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Dmm.Modeling.Loading;

/// <summary>
/// A variant is a piece of model laid over the model: mappings are merged key by key, anything else replaces what was
/// there, and an empty value takes a key away. Nodes keep their own places, so a mistake in a variant is reported there.
/// </summary>
internal static class Variants
{
    /// <summary>The name of the default variant when the file gives it none.</summary>
    private const string Base = "base";

    /// <summary>The names of the variants under <c>variants</c>, as many as a model may have.</summary>
    public static IEnumerable<string> NamesIn(YamlMapping root) =>
        root["variants"] is YamlMapping variants ? variants.Entries.Take(Grammar.ModelGrammar.MaxVariants).Select(entry => entry.Key.Text) : [];

    /// <summary>All names, the default one first.</summary>
    public static IReadOnlyList<string> AllNamesIn(YamlMapping root) => [DefaultOf(root), .. NamesIn(root)];

    /// <summary>What the file describes without any of its variants.</summary>
    public static string DefaultOf(YamlMapping root) => root["variant"] is YamlScalar { IsEmpty: false } name ? name.Text : Base;

    /// <summary>The model with a variant laid over it; null, with a diagnostic, when there is no such variant.</summary>
    public static YamlMapping? Select(YamlMapping root, string? variant, Report report)
    {
        var @default = DefaultOf(root);
        if ((root["variants"] as YamlMapping)?.KeyOf(@default) is { } same)
            report.Error(DiagnosticCodes.NameTaken, same, $"'{@default}' is the name of the model without variants{(root.KeyOf("variant") is { } key ? $" (line {key.Location.Line})" : "")}",
                "choose another for this one, or name the other under 'variant'");
        if (variant is null || variant == @default)
            return root;
        if (root["variants"] is YamlMapping variants && variants[variant] is { } overlay)
            return overlay is YamlMapping pieces ? Overlay(root, pieces, report) : root;
        report.Error(DiagnosticCodes.UnknownName, root, $"the model has no variant '{Excerpt.Of(variant)}'",
            $"it has {string.Join(", ", AllNamesIn(root).Select(Excerpt.Of))}");
        return null;
    }

    private static YamlMapping Overlay(YamlMapping below, YamlMapping above, Report report)
    {
        var merged = new YamlMapping(below.Location, below.Path);
        foreach (var (key, value) in below.Entries)
        {
            var over = above[key.Text];
            if (over is YamlScalar { IsEmpty: true })
                merged.NoteRemoved(above.KeyOf(key.Text)!);
            else if (over is YamlMapping upper && value is YamlMapping lower)
                merged.TryAdd(key, Overlay(lower, upper, report));
            else
                merged.TryAdd(over is null ? key : above.KeyOf(key.Text)!, over ?? value);
        }
        foreach (var (key, value) in above.Entries)
        {
            if (below[key.Text] is not null)
                continue;
            if (value is YamlScalar { IsEmpty: true })
                ReportNothingToRemove(below, key, report);
            else
                merged.TryAdd(key, value);
        }
        return merged;
    }

    private static void ReportNothingToRemove(YamlMapping below, YamlScalar key, Report report)
    {
        var near = report.IsFull ? null : Suggestions.Find(key.Text, below.Entries.Select(entry => entry.Key.Text));
        report.Error(DiagnosticCodes.UnknownKey, key, $"an empty value takes a key away, but the model has no '{Excerpt.Of(key.Text)}' here",
            near is null ? "give it a value" : $"did you mean '{near}'?");
    }
}

using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>From the bytes of a YAML file to a <see cref="DeviceModel"/>, or to everything that is wrong with it.</summary>
/// <remarks>
/// Four passes: text to nodes, a variant laid over, nodes against the grammar, nodes to a model. A part that fails an
/// earlier pass is left out of the later ones, and so are mistakes that would only follow from it; the rest goes on, so
/// that an author sees all mistakes at once.
/// </remarks>
public static class ModelLoader
{
    /// <summary>The most bytes that a model may have; a reader of files need not read more than one beyond.</summary>
    public const int MaxBytes = YamlTree.MaxBytes;

    /// <summary>Loads one variant of a model.</summary>
    /// <param name="file">The name to be shown in front of diagnostics.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="variant">The variant, or null for the default one.</param>
    public static LoadResult Load(string file, ReadOnlySpan<byte> bytes, string? variant = null)
    {
        var report = new Report();
        var root = YamlTree.Read(file, bytes, report);
        var model = root is null ? null : Bind(root, variant, report, new SolvingBudget());
        return new LoadResult(report.HasErrors ? null : model, report.Diagnostics);
    }

    /// <summary>Checks a model with each of its variants; the model of the result is the default variant.</summary>
    public static LoadResult CheckAll(string file, ReadOnlySpan<byte> bytes) => CheckAll(file, bytes, new SolvingBudget());

    /// <summary>The same, with a bound of one's own to the work of solving guards.</summary>
    internal static LoadResult CheckAll(string file, ReadOnlySpan<byte> bytes, SolvingBudget budget)
    {
        var report = new Report();
        if (YamlTree.Read(file, bytes, report) is not { } root)
            return new LoadResult(null, report.Diagnostics);
        var models = new List<DeviceModel?> { Bind(root, null, report, budget) };
        foreach (var variant in Variants.NamesIn(root))
            models.Add(Bind(root, variant, report, budget));
        return report.HasErrors ? new LoadResult(null, report.Diagnostics)
            : new LoadResult(models[0], report.Diagnostics) { Variants = [.. models.OfType<DeviceModel>()] };
    }

    private static DeviceModel? Bind(YamlMapping root, string? variant, Report report, SolvingBudget budget)
    {
        if (Variants.Select(root, variant, report) is not { } chosen)
            return null;
        var expanded = Rows.Expand(chosen, report);
        // Looked at again, for a row might make something of a text that is no part of the language.
        if (ModelGrammar.Model.Check(chosen, report) && !report.HasErrors)
            ModelGrammar.Model.Check(expanded, report);
        return ModelBinder.Bind(new Binding(SoundParts.Of(expanded), variant, report), budget);
    }
}

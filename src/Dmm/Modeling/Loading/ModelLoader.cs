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
    /// <summary>The most bytes that a model may have; whoever reads a file need not read more than one beyond.</summary>
    public const int MaxBytes = YamlTree.MaxBytes;

    /// <summary>Loads one variant of a model.</summary>
    /// <param name="file">The name to be shown in front of diagnostics.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="variant">The variant, or null for the default one.</param>
    public static LoadResult Load(string file, ReadOnlySpan<byte> bytes, string? variant = null)
    {
        var diagnostics = new List<Diagnostic>();
        var root = YamlTree.Read(file, bytes, diagnostics);
        var model = root is null ? null : Bind(root, variant, diagnostics);
        return Finish(model, diagnostics);
    }

    /// <summary>Checks a model with each of its variants; the model of the result is the default variant.</summary>
    public static LoadResult CheckAll(string file, ReadOnlySpan<byte> bytes)
    {
        var diagnostics = new List<Diagnostic>();
        var root = YamlTree.Read(file, bytes, diagnostics);
        if (root is null)
            return Finish(null, diagnostics);
        var model = Bind(root, null, diagnostics);
        foreach (var variant in Variants.NamesIn(root))
            if (Bind(root, variant, diagnostics) is null)
                model = null;
        return Finish(model, diagnostics);
    }

    private static DeviceModel? Bind(YamlMapping root, string? variant, List<Diagnostic> diagnostics)
    {
        var report = new ShapeReport(diagnostics);
        var errorsBefore = diagnostics.Count(IsError);
        var chosen = Variants.Select(root, variant, report);
        if (chosen is null)
            return null;
        var expanded = Rows.Expand(chosen);
        // Looked at again, for a row might make something of a text that is no part of the language.
        if (ModelGrammar.Model.Check(chosen, report))
            ModelGrammar.Model.Check(expanded, report);
        var binding = new Binding(expanded, variant, report);
        var model = ModelBinder.Bind(binding);
        return diagnostics.Count(IsError) == errorsBefore ? model : null;
    }

    private static LoadResult Finish(DeviceModel? model, List<Diagnostic> diagnostics)
    {
        // Variants share most of their lines; a mistake there is one mistake.
        var distinct = diagnostics.DistinctBy(each => (each.Code, each.Location, each.Message))
            .OrderBy(each => each.Location.Line).ThenBy(each => each.Location.Column).ToList();
        return new LoadResult(distinct.Any(IsError) ? null : model, distinct);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error;
}

using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Passthrough.Scenarios;

/// <summary>Finds and loads the model of a scenario, and says at which line of the scenario it failed.</summary>
/// <param name="file">The scenario's path.</param>
/// <param name="usual">The model of scenarios that name none.</param>
internal sealed class ModelFinder(string file, ModelText? usual)
{
    /// <summary>The model, or null when it cannot be used.</summary>
    public DeviceModel? Find(YamlMapping root, Report report, out IReadOnlyList<Diagnostic> ofModel)
    {
        ofModel = [];
        if (root["model"] is not null and not YamlScalar { IsEmpty: false } || root["variant"] is not null and not YamlScalar { IsEmpty: false })
            return null; // reported by their shapes
        if (TextOf(root, report) is not { } text)
            return null;
        var variant = root.Text("variant");
        var loaded = ModelLoader.Load(text.Name, text.Bytes.Span, variant);
        if (loaded.Model is { } model)
            return model;
        if (variant is not null && ModelLoader.Load(text.Name, text.Bytes.Span).Model is { } other && !other.Variants.Contains(variant))
            report.Error(ScenarioCodes.Variant, root["variant"]!, $"the model {text.Name} has no variant '{Excerpt.Of(variant)}'",
                Suggestions.Find(variant, other.Variants) is { } near ? $"did you mean '{near}'?" : $"it has {string.Join(", ", other.Variants)}");
        else
        {
            ofModel = loaded.Diagnostics;
            report.Error(ScenarioCodes.Model, root["model"] ?? root, loaded.Model is null ? $"the model {text.Name} has errors" : $"the model {text.Name} has parts that this version checks but does not run",
                $"'vpio check {text.Name}' lists them");
        }
        return null;
    }

    private ModelText? TextOf(YamlMapping root, Report report)
    {
        if (root.Text("model") is not { } relative)
        {
            if (usual is null)
                report.Error(ScenarioCodes.Model, root, "no model is named, and none comes with the program", "add 'model:' with the path of one");
            return usual;
        }
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "", relative);
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[ModelLoader.MaxBytes + 1];
            return new ModelText(path, bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : fault is UnauthorizedAccessException ? "it is a folder, or may not be read" : fault.Message;
            report.Error(ScenarioCodes.Model, root["model"]!, $"the model '{Excerpt.Of(path)}' cannot be read: {why}", "give its path from the folder of the scenario");
            return null;
        }
    }
}

using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Spelling;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Reads models from files.</summary>
internal static class ModelFile
{
    /// <summary>The bytes of a model file; one byte more than a model may have, so that the loader can say that it is too large.</summary>
    public static byte[] ReadBytes(string path)
    {
        var bytes = InputFile.Read("model", path, ModelLoader.MaxBytes);
        if (FileGuess.IsRecording(bytes))
            throw new InputException($"'{path}' is a recording, not a model: are the two swapped?");
        if (FileGuess.IsScenario(bytes))
            throw new InputException($"'{path}' is a scenario, not a model: 'vpio mux {path}' runs it");
        return bytes;
    }

    /// <summary>A model; its mistakes go to standard error, and end the verb.</summary>
    public static DeviceModel Load(string path, string? variant)
    {
        var bytes = ReadBytes(path);
        var result = ModelLoader.Load(path, bytes, variant);
        if (result.Model is null && variant is not null && ModelLoader.Load(path, bytes, null).Model is { } usual && !usual.Variants.Contains(variant))
            throw new InputException($"the model '{path}' has no variant '{variant}' for --variant: "
                + (Suggestions.Find(variant, usual.Variants) is { } near ? $"did you mean '{near}'? It has " : "it has ") + string.Join(", ", usual.Variants));
        foreach (var diagnostic in result.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        return result.Model ?? throw new InputException($"the model has errors; 'vpio check {path}' lists them all");
    }
}

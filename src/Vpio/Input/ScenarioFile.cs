using Dmm.Modeling;
using Passthrough.Scenarios;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Reads scenarios from files.</summary>
internal static class ScenarioFile
{
    /// <summary>A scenario that can be built; its diagnostics go to standard error, and errors end the verb.</summary>
    /// <param name="path">The file; null for the scenario that comes with the program.</param>
    public static Scenario Load(string? path) => Load(path, BuiltIn.Scenario);

    /// <summary>A scenario of unmodified guests.</summary>
    /// <param name="path">The file; null for the scenario that comes with the program.</param>
    public static Scenario LoadServed(string? path) => Load(path, BuiltIn.Served);

    private static Scenario Load(string? path, ModelText usual)
    {
        var result = path is null
            ? ScenarioLoader.Load(usual.Name, usual.Bytes.Span, BuiltIn.Model)
            : ScenarioLoader.Load(path, ReadBytes(path), BuiltIn.Model);
        foreach (var diagnostic in result.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        return result.Scenario ?? throw new InputException($"the scenario '{path}' has {result.Diagnostics.Count(each => each.Severity == Severity.Error)} error(s)");
    }

    private static byte[] ReadBytes(string path)
    {
        var bytes = InputFile.Read("scenario", path, ScenarioLoader.MaxBytes);
        if (FileGuess.IsModel(bytes))
            throw new InputException($"'{path}' is a model, not a scenario: a scenario names it under 'model:', and docs/scenarios.md shows one");
        if (FileGuess.IsRecording(bytes))
            throw new InputException($"'{path}' is a recording, not a scenario: 'vpio replay MODEL {path}' plays it");
        return bytes;
    }
}

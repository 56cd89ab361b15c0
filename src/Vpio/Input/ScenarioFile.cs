using Dmm.Modeling;
using Passthrough.Scenarios;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Reads scenarios from files.</summary>
internal static class ScenarioFile
{
    /// <summary>A scenario that can be built; its diagnostics go to standard error, and errors end the verb.</summary>
    /// <param name="path">The file; null for the scenario that comes with the program.</param>
    public static Scenario Load(string? path)
    {
        var result = path is null
            ? ScenarioLoader.Load(BuiltIn.Scenario.Name, BuiltIn.Scenario.Bytes.Span, BuiltIn.Model)
            : ScenarioLoader.Load(path, ReadBytes(path), BuiltIn.Model);
        foreach (var diagnostic in result.Diagnostics.Where(each => each.Severity == Severity.Error))
            Console.Error.WriteLine(diagnostic);
        return result.Scenario ?? throw new InputException($"the scenario '{path}' has {result.Diagnostics.Count(each => each.Severity == Severity.Error)} error(s)");
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[ScenarioLoader.MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes[..length];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the scenario '{path}' cannot be read: {ModelFile.Reason(fault)}");
        }
    }
}

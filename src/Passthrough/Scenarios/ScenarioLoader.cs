using Dmm.Modeling;
using Dmm.Modeling.Yaml;

namespace Passthrough.Scenarios;

/// <summary>From the bytes of a YAML file to a <see cref="Scenario"/>, or to everything that is wrong with it.</summary>
/// <remarks>
/// Text to nodes, nodes against the grammar, then what no single value tells: names, ranges, options, the model. The last looks at each
/// part that is well formed, whatever the others are, so that an author sees all mistakes at once.
/// </remarks>
public static class ScenarioLoader
{
    /// <summary>The most bytes that a scenario may have; a reader of files need not read more than one beyond.</summary>
    public const int MaxBytes = YamlTree.MaxBytes;

    /// <summary>Loads a scenario and its model.</summary>
    /// <param name="file">The scenario's path, from which that of the model is reckoned; it is shown in front of diagnostics.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="usual">The model of scenarios that name none; null if there is none.</param>
    public static ScenarioResult Load(string file, ReadOnlySpan<byte> bytes, ModelText? usual = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var report = new Report();
        if (YamlTree.Read(file, bytes, report, ScenarioGrammar.File) is not { } root)
            return new ScenarioResult(null, report.Diagnostics);
        ScenarioGrammar.Root.Check(root, report);
        GuestCheck.Check(root, report);
        TurnCheck.Check(root, report);
        var model = new ModelFinder(file, usual).Find(root, report, out var ofModel);
        if (model is not null)
        {
            SpoofingCheck.Check(root, model, report);
            CopyCheck.Check(root, model, report);
        }
        return new ScenarioResult(report.HasErrors || model is null ? null : ScenarioReader.Read(root, model), [.. report.Diagnostics, .. ofModel]);
    }
}

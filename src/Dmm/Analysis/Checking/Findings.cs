using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>What was found in one variant of a model.</summary>
/// <param name="model">The variant.</param>
internal sealed class Findings(DeviceModel model)
{
    private readonly List<Diagnostic> diagnostics = [];

    /// <summary>The variant.</summary>
    public DeviceModel Model => model;

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>Adds what makes the model say something that cannot be.</summary>
    public void Error(string code, Location location, string path, string message, string cure) =>
        diagnostics.Add(new Diagnostic(Severity.Error, code, location, message, path, cure));

    /// <summary>Adds what leaves the model usable.</summary>
    public void Warn(string code, Location location, string path, string message, string cure) =>
        diagnostics.Add(new Diagnostic(Severity.Warning, code, location, message, path, cure));
}

using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>What came of loading a model.</summary>
/// <param name="Model">The model, or null when it has errors.</param>
/// <param name="Diagnostics">Every mistake found, in the order of the file.</param>
public sealed record LoadResult(DeviceModel? Model, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The model of every variant that was asked for, the default one first; empty when there are errors.</summary>
    public IReadOnlyList<DeviceModel> Variants { get; init; } = [];

    /// <summary>True when the model can be used.</summary>
    public bool Succeeded => Model is not null;
}

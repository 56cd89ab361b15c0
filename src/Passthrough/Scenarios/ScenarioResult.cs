using Dmm.Modeling;

namespace Passthrough.Scenarios;

/// <summary>What came of loading a scenario.</summary>
/// <param name="Scenario">The scenario, or null when it has errors.</param>
/// <param name="Diagnostics">Every mistake found, in the order of the file; those of its model come after its own.</param>
public sealed record ScenarioResult(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics);

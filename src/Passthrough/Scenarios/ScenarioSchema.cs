using Dmm.Modeling.Grammar;

namespace Passthrough.Scenarios;

/// <summary>The JSON Schema (draft-07) of scenarios, written from the loader's grammar.</summary>
public static class ScenarioSchema
{
    /// <summary>The schema as indented text with a line break at its end, as it stands in <c>schemas/scenario.schema.json</c>.</summary>
    public static string Write() =>
        JsonSchema.Write(ScenarioGrammar.Root, "VPIO scenario", "Who shares which device, how, and what they do with it. docs/scenarios.md is the reference.");
}

using System.Text.Json.Nodes;
using Dmm.Modeling;

namespace Vpio.Output;

/// <summary>Diagnostics for programs.</summary>
internal static class DiagnosticJson
{
    public static JsonArray Write(IEnumerable<Diagnostic> diagnostics) => JsonText.List(diagnostics.Select(Write));

    private static JsonNode Write(Diagnostic diagnostic) => new JsonObject
    {
        ["file"] = diagnostic.Location.File,
        ["line"] = diagnostic.Location.Line,
        ["column"] = diagnostic.Location.Column,
        ["severity"] = diagnostic.Severity.ToString().ToLowerInvariant(),
        ["code"] = diagnostic.Code,
        ["message"] = diagnostic.Message,
        ["path"] = diagnostic.Path,
        ["cure"] = diagnostic.Cure,
    };
}

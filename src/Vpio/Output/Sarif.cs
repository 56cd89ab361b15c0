using System.Text.Json.Nodes;
using Dmm.Modeling;

namespace Vpio.Output;

/// <summary>
/// Diagnostics as a SARIF 2.1.0 log (OASIS standard, 27 March 2020), which editors and code hosts show at their places.
/// </summary>
/// <remarks>
/// Nothing in it depends on the time, the machine or the run, so that two logs can be compared. Only rules that are used
/// are listed. The standard wants absolute addresses for help, and GitHub refuses a log with others: where it is not told
/// where the documentation can be read, only the text of the help names the page.
/// </remarks>
internal static class Sarif
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The log of one run.</summary>
    /// <param name="diagnostics">What was found, in the order of files and places.</param>
    /// <param name="docs">Where the root of the repository can be read, ending in a slash; null when that is not known.</param>
    public static JsonObject Write(IReadOnlyList<Diagnostic> diagnostics, string? docs)
    {
        var rules = DiagnosticRules.All.Where(rule => diagnostics.Any(each => each.Code == rule.Code)).ToList();
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "vpio",
                        ["version"] = typeof(Sarif).Assembly.GetName().Version!.ToString(3),
                        ["rules"] = JsonText.List(rules.Select(rule => Rule(rule, docs))),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = JsonText.List(diagnostics.Select(each => Result(each, rules.FindIndex(rule => rule.Code == each.Code)))),
            }),
        };
    }

    private static JsonObject Rule(DiagnosticRule rule, string? docs)
    {
        var written = new JsonObject
        {
            ["id"] = rule.Code,
            ["name"] = rule.Name,
            ["shortDescription"] = Text(rule.Title + "."),
            ["help"] = Text($"An example and the cure are in {rule.Help}."),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
        };
        if (docs is not null)
            written.Add("helpUri", docs + rule.Help);
        return written;
    }

    private static JsonObject Result(Diagnostic diagnostic, int rule) => new()
    {
        ["ruleId"] = diagnostic.Code,
        ["ruleIndex"] = rule,
        ["level"] = Level(diagnostic.Severity),
        ["message"] = Text(diagnostic.Cure.Length == 0 ? diagnostic.Message : $"{diagnostic.Message}; cure: {diagnostic.Cure}"),
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(diagnostic.Location.File) },
                ["region"] = new JsonObject { ["startLine"] = diagnostic.Location.Line, ["startColumn"] = diagnostic.Location.Column },
            },
        }),
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Level(Severity severity) => severity == Severity.Error ? "error" : "warning";

    /// <summary>A path as it was given stays relative: the viewer of the log knows to which folder.</summary>
    private static string UriOf(string path) =>
        Path.IsPathRooted(path) ? new Uri(Path.GetFullPath(path)).AbsoluteUri
        : string.Join('/', Path.GetRelativePath(".", path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}

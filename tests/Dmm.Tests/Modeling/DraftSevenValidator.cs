using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Dmm.Tests.Modeling;

/// <summary>Validates against JSON Schema as an editor does.</summary>
internal sealed class DraftSevenValidator(JsonObject schema)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    private readonly Json.Schema.JsonSchema schema = Json.Schema.JsonSchema.FromText(AsInJavaScript(schema.DeepClone())!.ToJsonString());

    /// <summary>Where a document breaks the schema; empty when it is valid.</summary>
    public IReadOnlyList<string> Problems(JsonNode? document)
    {
        using var text = JsonDocument.Parse(document?.ToJsonString() ?? "null");
        var results = schema.Evaluate(text.RootElement, Options);
        return results.IsValid ? [] : [.. (results.Details ?? []).Where(each => each.Errors is not null).SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid")];
    }

    // In JavaScript '$' is the very end; in .NET a line break may follow it.
    private static JsonNode? AsInJavaScript(JsonNode? node)
    {
        if (node is JsonArray list)
            foreach (var each in list)
                AsInJavaScript(each);
        if (node is not JsonObject schema)
            return node;
        foreach (var (key, value) in schema.ToList())
            if (key == "pattern" && value is JsonValue pattern && pattern.GetValue<string>() is ['^', .., '$'] text)
                schema[key] = text[..^1] + @"(?![\s\S])";
            else
                AsInJavaScript(value);
        return node;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dmm.Tests.Modeling;

/// <summary>Validates against JSON Schema, draft-07, of which it knows the keywords that our schema uses; any other is an error.</summary>
/// <remarks>Written here because no validator under a free licence can be had from every package feed that this project builds with.</remarks>
internal sealed class DraftSevenValidator(JsonObject schema)
{
    private static readonly string[] Annotations = ["$schema", "title", "description"];

    /// <summary>Where a document breaks the schema; empty when it is valid.</summary>
    public IReadOnlyList<string> Problems(JsonNode? document)
    {
        var problems = new List<string>();
        Check(schema, document, "", problems);
        return problems;
    }

    private static bool IsValid(JsonObject schema, JsonNode? node)
    {
        var problems = new List<string>();
        Check(schema, node, "", problems);
        return problems.Count == 0;
    }

    private static void Check(JsonObject schema, JsonNode? node, string path, List<string> problems)
    {
        foreach (var (keyword, value) in schema)
            if (!Annotations.Contains(keyword) && !Holds(keyword, value!, schema, node, path, problems))
                problems.Add($"{path}: {keyword} {value!.ToJsonString()}");
    }

    /// <summary>Whether a keyword allows a node; what is wrong with its parts is added to the problems.</summary>
    private static bool Holds(string keyword, JsonNode value, JsonObject schema, JsonNode? node, string path, List<string> problems)
    {
        switch (keyword)
        {
            case "type":
                return (value is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [value.GetValue<string>()]).Any(type => HasType(node, type));
            case "enum":
                return value.AsArray().Any(each => JsonNode.DeepEquals(each, node));
            case "anyOf":
                return value.AsArray().Any(each => IsValid(each!.AsObject(), node));
            case "pattern":
                return Text(node) is not { } text || Matches(value, text);
            case "maxLength":
                return Text(node) is not { } word || word.Length <= Number(value);
            case "minimum":
                return Number(node) is not { } low || low >= Number(value);
            case "maximum":
                return Number(node) is not { } high || high <= Number(value);
            case "minItems":
                return node is not JsonArray few || few.Count >= Number(value);
            case "maxItems":
                return node is not JsonArray many || many.Count <= Number(value);
            case "maxProperties":
                return node is not JsonObject keys || keys.Count <= Number(value);
            case "required":
                return node is not JsonObject owner || value.AsArray().All(key => owner.ContainsKey(key!.GetValue<string>()));
            case "propertyNames":
                return node is not JsonObject named || named.All(entry => IsValid(value.AsObject(), entry.Key));
            case "items":
                for (var i = 0; i < ((node as JsonArray)?.Count ?? 0); i++)
                    Check(value.AsObject(), node![i], $"{path}[{i}]", problems);
                return true;
            case "properties":
                foreach (var (key, property) in value.AsObject())
                    if (node is JsonObject record && record.ContainsKey(key))
                        Check(property!.AsObject(), record[key], $"{path}.{key}", problems);
                return true;
            case "additionalProperties":
                var others = node is JsonObject all ? all.Where(entry => schema["properties"]?.AsObject().ContainsKey(entry.Key) != true).ToList() : [];
                if (value is not JsonObject other)
                    return value.GetValue<bool>() || others.Count == 0;
                foreach (var (key, each) in others)
                    Check(other, each, $"{path}.{key}", problems);
                return true;
            default:
                throw new NotSupportedException($"the schema uses '{keyword}', which this validator does not know");
        }
    }

    private static bool HasType(JsonNode? node, string type) => type switch
    {
        "null" => node is null,
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "string" => Text(node) is not null,
        "boolean" => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => Number(node) is not null,
        "integer" => Number(node) is { } number && decimal.Truncate(number) == number,
        _ => throw new NotSupportedException(type),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? JsonSerializer.Deserialize<decimal>(node.ToJsonString()) : null;

    // In JavaScript '$' is the very end; in .NET a line break may follow it.
    private static bool Matches(JsonNode pattern, string text) =>
        Regex.IsMatch(text, pattern.GetValue<string>().TrimEnd('$') + @"\z", RegexOptions.CultureInvariant);
}

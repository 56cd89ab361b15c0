using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vpio.Tests.Documentation;

/// <summary>The keys of JSON as pages write them: <c>denied[].checks[].values.NAME</c>.</summary>
internal static class JsonKeys
{
    /// <summary>All values with their keys.</summary>
    public static IEnumerable<(string Key, JsonNode? Value)> Leaves(JsonNode? node, string path = "") => node switch
    {
        JsonObject mapping => mapping.SelectMany(each => Leaves(each.Value, path.Length == 0 ? each.Key : $"{path}.{Name(path, each.Key)}")),
        JsonArray list => list.SelectMany(item => Leaves(item, path + "[]")),
        _ => [(path, node)],
    };

    /// <summary>The type of a value as pages call it.</summary>
    public static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.String => "text",
        JsonValueKind.Number when value.ToJsonString().All(char.IsAsciiDigit) => "integer",
        JsonValueKind.Number => "number",
        _ => "boolean",
    };

    private static string Name(string path, string key) => path.Split('.')[^1] switch
    {
        "machines" => "MACHINE",
        "transitions" => "FROM->TO",
        "values" or "registers" or "variables" or "sets" => "NAME",
        "whyNot" or "obstacles" => "REASON",
        _ => key,
    };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vpio.Output;

/// <summary>Prints JSON for programs.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions CompactOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints one value, indented.</summary>
    public static void Print(JsonNode node) => Console.Out.WriteLine(Indented(node));

    /// <summary>One value, indented.</summary>
    public static string Indented(JsonNode node) => node.ToJsonString(Options);

    /// <summary>One value in one line.</summary>
    public static string Compact(JsonNode node) => node.ToJsonString(CompactOptions);

    /// <summary>A list of values.</summary>
    public static JsonArray List(IEnumerable<JsonNode?> nodes) => new([.. nodes]);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dmm.Modeling.Grammar;

/// <summary>The JSON Schema (draft-07) of the model language, written from <see cref="ModelGrammar"/>, and those of other languages made of the same shapes.</summary>
public static class JsonSchema
{
    /// <summary>The schema as indented text with a line break at its end, as it stands in <c>schemas/model.schema.json</c>.</summary>
    public static string Write() =>
        Write(ModelGrammar.Model, "VPIO device model", "A model of a device for the device modeling monitor. docs/model-language.md is the reference.");

    /// <summary>The schema of another kind of file, from its shape.</summary>
    internal static string Write(Shape shape, string title, string description)
    {
        var root = shape.ToSchema(partial: false);
        var schema = new JsonObject
        {
            // Draft-07 under http: some editors lose their hover text over an https address here.
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (name, value) in root.ToArray())
        {
            root.Remove(name);
            schema[name] = value;
        }
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

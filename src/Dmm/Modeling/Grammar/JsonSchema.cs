using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dmm.Modeling.Grammar;

/// <summary>The JSON Schema (draft-07) of the model language, written from <see cref="ModelGrammar"/>.</summary>
public static class JsonSchema
{
    /// <summary>The schema as indented text with a line break at its end, as it stands in <c>schemas/model.schema.json</c>.</summary>
    public static string Write()
    {
        var model = ModelGrammar.Model.ToSchema(partial: false);
        var schema = new JsonObject
        {
            // Draft-07 under http: some editors lose their hover text over an https address here.
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "VPIO device model",
            ["description"] = "A model of a device for the device modeling monitor. docs/model-language.md is the reference.",
        };
        foreach (var (name, value) in model.ToArray())
        {
            model.Remove(name);
            schema[name] = value;
        }
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

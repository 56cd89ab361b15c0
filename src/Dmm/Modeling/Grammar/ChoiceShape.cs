using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Dmm.Modeling.Grammar;

/// <summary>One word out of a few.</summary>
internal sealed class ChoiceShape(params (string Word, string Meaning)[] choices) : Shape
{
    /// <inheritdoc/>
    public override string Wanted => "one of " + string.Join(", ", choices.Select(choice => choice.Word));

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return WrongKind(node, report);
        if (choices.Any(choice => choice.Word == scalar.Text))
            return true;
        var near = report.IsFull ? null : Suggestions.Find(scalar.Text, choices.Select(choice => choice.Word));
        report.Error(DiagnosticCodes.WrongValue, node, $"'{Excerpt.Of(scalar.Text)}' is not {Wanted}", near is null ? "" : $"did you mean '{near}'?");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var words = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Word)]);
        if (partial)
            words.Add((JsonNode?)null);
        return new JsonObject
        {
            ["enum"] = words,
            ["description"] = string.Join("\n", choices.Select(choice => $"{choice.Word}: {choice.Meaning}")),
        };
    }
}

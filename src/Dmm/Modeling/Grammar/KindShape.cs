using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Dmm.Modeling.Grammar;

/// <summary>A mapping of which one key says of what kind it is; the kind says which other keys it has.</summary>
/// <param name="key">The key that says the kind.</param>
/// <param name="wanted">What is wanted.</param>
/// <param name="title">The key's title for editors.</param>
/// <param name="kinds">The kinds, each with its word, its meaning and its other keys.</param>
internal sealed class KindShape(string key, string wanted, string title, params (string Word, string Meaning, Shape Shape)[] kinds) : Shape
{
    private readonly ChoiceShape choice = new([.. kinds.Select(kind => (kind.Word, kind.Meaning))]);

    /// <inheritdoc/>
    public override string Wanted => wanted;

    /// <inheritdoc/>
    protected override string HowToWrite => $"write a mapping: {{ {key}: ... }}";

    /// <summary>The key of a kind as its own shape lists it; its value was checked before.</summary>
    public static Key KeyFor(string key, string title, string word, string meaning) => new(key, new ChoiceShape((word, meaning)), title, meaning, Required: true);

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        if (mapping[key] is not { } said)
        {
            var misspelt = mapping.Entries.FirstOrDefault(entry => Suggestions.Find(entry.Key.Text, [key]) is not null)?.Key;
            if (misspelt is not null)
                report.Error(DiagnosticCodes.UnknownKey, misspelt, $"unknown key '{Excerpt.Of(misspelt.Text)}'", $"did you mean '{key}'?");
            else
                report.Error(DiagnosticCodes.MissingKey, mapping.WhereMissing(key), $"the key '{key}' is missing", $"add '{key}:' with {choice.Wanted}");
            return false;
        }
        return choice.Check(said, report) && kinds.First(kind => kind.Word == ((YamlScalar)said).Text).Shape.Check(node, report);
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var schemas = new JsonArray([.. kinds.Select(kind => (JsonNode)kind.Shape.ToSchema(partial))]);
        return new JsonObject { ["anyOf"] = schemas, ["description"] = $"{title}: {string.Join("; ", kinds.Select(kind => $"{kind.Word}: {kind.Meaning}"))}" };
    }
}

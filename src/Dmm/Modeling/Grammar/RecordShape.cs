using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A mapping whose keys the language fixes.</summary>
internal sealed class RecordShape(string wanted, params Key[] keys) : Shape
{
    private readonly Dictionary<string, Key> byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The keys in the order in which authors are shown them.</summary>
    public IReadOnlyList<Key> Keys => keys;

    /// <inheritdoc/>
    public override string Wanted => wanted;

    /// <summary>The same without some keys.</summary>
    public RecordShape Without(IReadOnlySet<string> names) => new(wanted, [.. keys.Where(key => !names.Contains(key.Name))]);

    /// <inheritdoc/>
    public override bool Check(YamlNode node, ShapeReport report)
    {
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        var fine = true;
        foreach (var (key, value) in mapping.Entries)
        {
            report.Enter(key.Text);
            fine &= byName.TryGetValue(key.Text, out var known) ? known.Value.Check(value, report) : Unknown(key, report);
            report.Leave();
        }
        foreach (var key in keys)
        {
            if (!key.Required || mapping[key.Name] is not null)
                continue;
            report.Error(DiagnosticCodes.MissingKey, mapping.Location, $"the key '{key.Name}' is missing ({key.Title.ToLowerInvariant()})",
                $"add '{key.Name}:' with {key.Value.Wanted}");
            fine = false;
        }
        return fine;
    }

    private bool Unknown(YamlScalar key, ShapeReport report)
    {
        if (key.IsMergeKey)
            return false; // reported where it was read
        var near = Suggestions.Find(key.Text, byName.Keys);
        report.Error(DiagnosticCodes.UnknownKey, key.Location, $"unknown key '{key.Text}'",
            near is null ? $"known here: {string.Join(", ", byName.Keys)}" : $"did you mean '{near}'?");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var schema = key.Value.ToSchema(partial);
            var more = schema["description"]?.GetValue<string>();
            schema["title"] = key.Title;
            schema["description"] = more is null ? key.Description : $"{key.Description}\n\n{more}";
            properties[key.Name] = schema;
        }
        var record = new JsonObject
        {
            ["type"] = partial ? new JsonArray("object", "null") : "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (!partial && keys.Any(key => key.Required))
            record["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        return record;
    }
}

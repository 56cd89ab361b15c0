using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;
using Dmm.Spelling;

namespace Dmm.Modeling.Grammar;

/// <summary>A mapping whose keys the language fixes.</summary>
internal sealed class RecordShape(string wanted, params Key[] keys) : Shape
{
    private readonly Dictionary<string, Key> byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The keys in the order in which authors are shown them.</summary>
    public IReadOnlyList<Key> Keys => keys;

    /// <inheritdoc/>
    public override string Wanted => wanted;

    /// <inheritdoc/>
    protected override string HowToWrite
    {
        get
        {
            var required = keys.Where(key => key.Required).Select(key => $"{key.Name}: ...").ToList();
            return required.Count > 0 ? $"write a mapping: {{ {string.Join(", ", required)} }}" : "write '{}' when there is nothing to say of it";
        }
    }

    /// <summary>The key of a name, or null.</summary>
    public Key? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The key that an author may have meant by an unknown one, or null.</summary>
    public string? Suggest(string unknown) => Suggestions.Find(unknown, byName.Keys);

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        var fine = true;
        foreach (var (key, value) in mapping.Entries)
            fine &= Find(key.Text) is { } known ? known.Value.Check(value, report) : Unknown(key, report);
        foreach (var key in keys)
            fine &= !key.Required || mapping[key.Name] is not null || Missing(key, mapping, report);
        return fine;
    }

    private bool Missing(Key key, YamlMapping mapping, Report report)
    {
        // Misspelt is one mistake, and not a second one.
        if (!report.IsFull && !mapping.Entries.Any(entry => Find(entry.Key.Text) is null && Suggest(entry.Key.Text) == key.Name))
            report.Error(DiagnosticCodes.MissingKey, mapping.WhereMissing(key.Name), $"the key '{key.Name}' is missing",
                $"add '{key.Name}:' with {key.Value.Wanted}");
        return false;
    }

    private bool Unknown(YamlScalar key, Report report)
    {
        if (report.IsFull)
            return false;
        report.Error(DiagnosticCodes.UnknownKey, key, $"unknown key '{Excerpt.Of(key.Text)}'",
            Suggest(key.Text) is { } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", byName.Keys)}");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial) => ToSchema(partial, new HashSet<string>());

    /// <summary>The same without some of the keys.</summary>
    public JsonObject ToSchema(bool partial, IReadOnlySet<string> without)
    {
        var properties = new JsonObject();
        foreach (var key in keys.Where(key => !without.Contains(key.Name)))
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

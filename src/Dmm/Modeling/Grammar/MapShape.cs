using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A mapping whose keys the author chooses: registers by name, machines by name.</summary>
/// <param name="keyWanted">What a key is.</param>
/// <param name="keyPattern">Its form as a regular expression.</param>
/// <param name="value">What stands under each.</param>
/// <param name="max">The most entries.</param>
internal sealed class MapShape(string keyWanted, string keyPattern, Shape value, int max = ListShape.MaxItems) : Shape
{
    private readonly Lazy<Regex> keyForm = new(() => new Regex($@"\A(?:{keyPattern})\z", RegexOptions.CultureInvariant));

    /// <summary>What stands under each key.</summary>
    public Shape Value => value;

    /// <inheritdoc/>
    public override string Wanted => $"a mapping from {keyWanted} to {value.Wanted}";

    /// <inheritdoc/>
    protected override string HowToWrite => "write a mapping: { KEY: ... }, or {} for none";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        if (mapping.Entries.Count > max)
        {
            report.Error(DiagnosticCodes.TooMany, node, $"{mapping.Entries.Count} entries; at most {max} may stand here", "split it, or describe less");
            return false;
        }
        var fine = true;
        foreach (var (key, entry) in mapping.Entries)
            fine &= CheckKey(key, report) & value.Check(entry, report);
        return fine;
    }

    /// <summary>Whether an entry is as it should be.</summary>
    public bool AcceptsEntry(YamlEntry entry) => keyForm.Value.IsMatch(entry.Key.Text) && value.Accepts(entry.Value);

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var entry = value.ToSchema(partial);
        entry["title"] = value.Wanted; // what an editor shows over a name that the author chose
        return new JsonObject
        {
            ["type"] = partial ? new JsonArray("object", "null") : "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = $"^(?:{keyPattern})$" },
            ["additionalProperties"] = entry,
            ["maxProperties"] = max,
        };
    }

    private bool CheckKey(YamlScalar key, Report report)
    {
        if (keyForm.Value.IsMatch(key.Text))
            return true;
        report.Error(DiagnosticCodes.BadName, key, $"'{Excerpt.Of(key.Text)}' is not {keyWanted}", keyPattern == Forms.NamePattern ? Forms.NameCure : "");
        return false;
    }
}

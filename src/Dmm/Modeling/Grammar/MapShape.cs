using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A mapping whose keys the author chooses: registers by name, machines by name.</summary>
/// <param name="keyWanted">What a key is.</param>
/// <param name="keyPattern">Its form as a regular expression.</param>
/// <param name="value">What stands under each.</param>
internal sealed class MapShape(string keyWanted, string keyPattern, Shape value) : Shape
{
    private readonly Lazy<Regex> keyForm = new(() => new Regex($"^(?:{keyPattern})$", RegexOptions.CultureInvariant));

    /// <inheritdoc/>
    public override string Wanted => $"a mapping from {keyWanted} to {value.Wanted}";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, ShapeReport report)
    {
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        if (mapping.Entries.Count > ListShape.MaxItems)
        {
            report.Error(DiagnosticCodes.TooMany, node.Location, $"{mapping.Entries.Count} entries; a mapping may have {ListShape.MaxItems}", "");
            return false;
        }
        var fine = true;
        foreach (var (key, entry) in mapping.Entries)
        {
            report.Enter(key.Text);
            if (!keyForm.Value.IsMatch(key.Text))
            {
                report.Error(DiagnosticCodes.BadName, key.Location, $"'{key.Text}' is not {keyWanted}", "");
                fine = false;
            }
            fine &= value.Check(entry, report);
            report.Leave();
        }
        return fine;
    }

    /// <summary>Whether an entry is as it should be; nothing is reported.</summary>
    public bool Accepts(string key, YamlNode entry) => keyForm.Value.IsMatch(key) && value.Accepts(entry);

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial) => new()
    {
        ["type"] = partial ? new JsonArray("object", "null") : "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = $"^(?:{keyPattern})$" },
        ["additionalProperties"] = value.ToSchema(partial),
        ["maxProperties"] = ListShape.MaxItems,
    };
}

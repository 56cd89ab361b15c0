using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A whole number within bounds, written in decimal, <c>0x</c> or <c>0b</c>.</summary>
/// <param name="min">The smallest.</param>
/// <param name="max">The largest.</param>
/// <param name="only">The only ones between the two that may stand here; none means all.</param>
internal sealed class NumberShape(ulong min, ulong max, params ulong[] only) : Shape
{
    /// <inheritdoc/>
    public override string Wanted =>
        only.Length > 0 ? $"one of {string.Join(", ", only)}"
        : max == ulong.MaxValue ? $"a whole number of at most 64 bits" : $"a whole number from {min} to {max}";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return WrongKind(node, report);
        var isNumber = Numbers.TryParse(scalar.Text, out var number);
        // A number in quotes is a text, and an editor would say so; except in binary, which is always a text to YAML.
        var isText = scalar.Type == ScalarType.Text && (only.Length > 0 || !scalar.Text.StartsWith("0b", StringComparison.Ordinal));
        if (isNumber && !isText && number >= min && number <= max && (only.Length == 0 || only.Contains(number)))
            return true;
        report.Error(DiagnosticCodes.WrongValue, node, $"'{Excerpt.Of(scalar.Text)}' is not {Wanted}",
            isNumber && isText ? "write it without quotes, in decimal or hexadecimal" : isNumber ? "" : "write decimal, 0x for hexadecimal, or 0b for binary");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        if (only.Length > 0)
            return new JsonObject { ["enum"] = new JsonArray([.. only.Select(each => (JsonNode)each), .. partial ? (JsonNode?[])[null] : []]) };
        return new JsonObject
        {
            ["type"] = partial ? new JsonArray("integer", "string", "null") : new JsonArray("integer", "string"),
            ["pattern"] = $"^{Numbers.BinaryPattern}$", // a bare 0b101 is text to an editor
            ["minimum"] = min,
            ["maximum"] = max,
        };
    }
}

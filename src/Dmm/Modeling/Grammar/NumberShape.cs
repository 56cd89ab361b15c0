using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A whole number within bounds, written in decimal, <c>0x</c> or <c>0b</c>.</summary>
internal sealed class NumberShape(ulong min, ulong max) : Shape
{
    /// <inheritdoc/>
    public override string Wanted => max == ulong.MaxValue ? $"a whole number from {min}" : $"a whole number from {min} to {max}";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, ShapeReport report)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return WrongKind(node, report);
        if (Numbers.TryParse(scalar.Text, out var number) && number >= min && number <= max)
            return true;
        report.Error(DiagnosticCodes.WrongValue, node.Location, $"'{scalar.Text}' is not {Wanted}", "write decimal, 0x for hexadecimal, or 0b for binary");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var schema = new JsonObject
        {
            ["type"] = partial ? new JsonArray("integer", "string", "null") : new JsonArray("integer", "string"),
            ["pattern"] = Numbers.Pattern, // a bare 0b101 is text to an editor
            ["minimum"] = min,
        };
        if (max != ulong.MaxValue)
            schema["maximum"] = max;
        return schema;
    }
}

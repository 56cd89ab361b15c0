using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A list, or, where <paramref name="orSingle"/>, an entry alone in place of a list of one.</summary>
internal sealed class ListShape(Shape item, bool orSingle = false) : Shape
{
    /// <summary>More than any device needs; what lies behind it walks lists in quadratic time in places.</summary>
    public const int MaxItems = 512;

    /// <inheritdoc/>
    public override string Wanted => orSingle ? $"{item.Wanted}, or a list of such" : $"a list, each entry {item.Wanted}";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, ShapeReport report)
    {
        if (node is not YamlSequence sequence)
            return orSingle ? item.Check(node, report) : WrongKind(node, report);
        if (sequence.Items.Count > MaxItems)
        {
            report.Error(DiagnosticCodes.TooMany, node.Location, $"{sequence.Items.Count} entries; a list may have {MaxItems}", "");
            return false;
        }
        var fine = true;
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            report.Enter(i);
            fine &= item.Check(sequence.Items[i], report);
            report.Leave();
        }
        return fine;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        // A variant replaces a list as a whole, so its entries are complete ones.
        var list = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema(partial: false), ["maxItems"] = MaxItems };
        if (orSingle)
            return new JsonObject { ["anyOf"] = new JsonArray(item.ToSchema(partial), list) };
        if (partial)
            list["type"] = new JsonArray("array", "null");
        return list;
    }
}

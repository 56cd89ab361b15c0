using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A list, or, where <paramref name="orSingle"/>, an entry alone in place of a list of one.</summary>
/// <param name="item">The entries.</param>
/// <param name="orSingle">Whether an entry may stand alone; then the list cannot be empty.</param>
/// <param name="max">The most entries.</param>
internal sealed class ListShape(Shape item, bool orSingle = false, int max = ListShape.MaxItems) : Shape
{
    /// <summary>More than any device needs; what lies behind it walks lists in quadratic time in places.</summary>
    public const int MaxItems = 512;

    /// <summary>The most entries of a list whose entries are all looked at with those of another one.</summary>
    public const int MaxFew = 32;

    /// <summary>What an entry is.</summary>
    public Shape Item => item;

    /// <inheritdoc/>
    public override string Wanted => orSingle ? $"{item.Wanted}, or a list of such" : $"a list (each entry {item.Wanted})";

    /// <inheritdoc/>
    protected override string HowToWrite => "write [a, b], or each entry on a line of its own after '- '";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlSequence sequence)
            return orSingle && node is YamlScalar { IsEmpty: false } ? item.Check(node, report) : WrongKind(node, report);
        if (sequence.Items.Count > max)
        {
            report.Error(DiagnosticCodes.TooMany, node, $"{sequence.Items.Count} entries; at most {max} may stand here", "split it, or describe less");
            return false;
        }
        if (orSingle && sequence.Items.Count == 0)
        {
            report.Error(DiagnosticCodes.WrongValue, node, $"an empty list stands here where {item.Wanted} is wanted", "give it an entry, or take the key away");
            return false;
        }
        var fine = true;
        foreach (var each in sequence.Items)
            fine &= item.Check(each, report);
        return fine;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        // A variant replaces a list as a whole, so its entries are complete ones.
        var list = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema(partial: false), ["maxItems"] = max };
        if (orSingle)
        {
            list["minItems"] = 1;
            return new JsonObject { ["anyOf"] = new JsonArray(item.ToSchema(partial), list) };
        }
        if (partial)
            list["type"] = new JsonArray("array", "null");
        return list;
    }
}

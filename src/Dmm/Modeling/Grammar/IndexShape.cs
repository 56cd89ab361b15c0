using System.Text.Json.Nodes;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A number, or in an entry of a row the number of that entry.</summary>
internal sealed class IndexShape(NumberShape number) : Shape
{
    /// <inheritdoc/>
    public override string Wanted => $"{number.Wanted}, or in a row \"{RowIndex.Index}\"";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report) => node is YamlScalar { Text: RowIndex.Index } || number.Check(node, report);

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial) => new() { ["anyOf"] = new JsonArray(number.ToSchema(partial), new JsonObject { ["const"] = RowIndex.Index }) };
}

using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A short form for the common case beside a mapping for the rest; which one it is shows by the kind of node.</summary>
internal sealed class EitherShape(Shape shortForm, Shape mapping) : Shape
{
    /// <inheritdoc/>
    public override string Wanted => $"{shortForm.Wanted}, or {mapping.Wanted}";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report) => node switch
    {
        YamlMapping => mapping.Check(node, report),
        YamlScalar { IsEmpty: false } => shortForm.Check(node, report),
        _ => WrongKind(node, report),
    };

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial) =>
        new() { ["anyOf"] = new JsonArray(shortForm.ToSchema(partial), mapping.ToSchema(partial)) };
}

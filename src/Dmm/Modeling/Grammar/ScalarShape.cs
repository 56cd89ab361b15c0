using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>A single value in a form that a regular expression describes, the same for loader and editor.</summary>
/// <param name="wanted">What the author should write.</param>
/// <param name="pattern">The form as a regular expression that both .NET and JavaScript understand.</param>
/// <param name="jsonTypes">The JSON types that YAML makes of such a value; a bare <c>0x10</c> is an integer to an editor.</param>
internal sealed class ScalarShape(string wanted, string pattern, params string[] jsonTypes) : Shape
{
    /// <summary>Longer than any text of a model; bounds what a regular expression has to look at.</summary>
    private const int MaxLength = 2000;

    // Made when it is first needed: a check of a small model uses few of the forms, and each takes time to make.
    private readonly Lazy<Regex> form = new(() => new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant));

    /// <inheritdoc/>
    public override string Wanted => wanted;

    /// <inheritdoc/>
    public override bool Check(YamlNode node, ShapeReport report)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return WrongKind(node, report);
        if (scalar.Text.Length <= MaxLength && form.Value.IsMatch(scalar.Text))
            return true;
        var shown = scalar.Text.Length <= 60 ? scalar.Text : scalar.Text[..60] + "...";
        report.Error(DiagnosticCodes.WrongValue, node.Location, $"'{shown}' is not {wanted}", scalar.Text.Length <= MaxLength ? "" : $"at most {MaxLength} characters");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial)
    {
        var types = new JsonArray([.. jsonTypes, .. partial ? (JsonNode[])["null"] : []]);
        var schema = new JsonObject { ["type"] = types.Count == 1 ? types[0]!.DeepClone() : types };
        if (jsonTypes.Contains("string"))
        {
            schema["pattern"] = $"^(?:{pattern})$";
            schema["maxLength"] = MaxLength;
        }
        return schema;
    }
}

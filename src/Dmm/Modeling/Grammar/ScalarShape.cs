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
    // In .NET '$' would let a line break pass at the end, as a block of text has it.
    private readonly Lazy<Regex> form = new(() => new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant));

    /// <summary>The largest value among the JSON integers; the pattern says it for the loader.</summary>
    public ulong? MaxInteger { get; init; }

    /// <inheritdoc/>
    public override string Wanted => wanted;

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is not YamlScalar { IsEmpty: false } scalar)
            return WrongKind(node, report);
        var isFormed = scalar.Text.Length <= MaxLength && form.Value.IsMatch(scalar.Text);
        if (isFormed && IsTyped(scalar.Type))
            return true;
        report.Error(DiagnosticCodes.WrongValue, node, $"'{Excerpt.Of(scalar.Text)}' is not {wanted}", CureOf(scalar, isFormed));
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
        if (MaxInteger is { } max)
        {
            schema["minimum"] = 0;
            schema["maximum"] = max;
        }
        return schema;
    }

    private bool IsTyped(ScalarType type) => type switch
    {
        ScalarType.Boolean => jsonTypes.Contains("boolean"),
        ScalarType.Integer => jsonTypes.Contains("integer") || jsonTypes.Contains("number"),
        ScalarType.Float => jsonTypes.Contains("number"),
        _ => jsonTypes.Contains("string"),
    };

    private static string CureOf(YamlScalar scalar, bool isFormed) =>
        isFormed && scalar.IsQuoted ? "write it without quotes"
        : isFormed ? $"to YAML this is {(scalar.Type == ScalarType.Boolean ? "true or false" : "a number")}; put it into quotes, or choose another word"
        : scalar.Text.Length > MaxLength ? $"write at most {MaxLength} characters"
        : scalar.Text.Trim() != scalar.Text ? "take away the white space around it; a block of text ends with a line break"
        : scalar.Text.Any(char.IsControl) ? "take away the control character"
        : "";
}

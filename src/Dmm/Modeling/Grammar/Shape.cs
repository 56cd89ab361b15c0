using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>
/// What may stand at one place of a model file. A shape checks a node and writes itself as JSON Schema, so that the
/// loader and the schema that editors use cannot drift apart.
/// </summary>
internal abstract class Shape
{
    private const string SingleValue = "write a single value, in quotes if it holds brackets or braces";

    /// <summary>What is wanted here, in an author's words: "a number", "a list of events".</summary>
    public abstract string Wanted { get; }

    /// <summary>How to write it, for those who wrote something of another kind.</summary>
    protected virtual string HowToWrite => SingleValue;

    /// <summary>Reports everything that is wrong with a node; true when nothing is.</summary>
    public abstract bool Check(YamlNode node, Report report);

    /// <summary>Whether nothing is wrong with a node.</summary>
    public bool Accepts(YamlNode node) => Check(node, Report.Silent);

    /// <summary>This shape as JSON Schema (draft-07).</summary>
    /// <param name="partial">As part of a variant: nothing is required, and an empty value takes a key away.</param>
    public abstract JsonObject ToSchema(bool partial);

    /// <summary>Reports a node of the wrong kind.</summary>
    protected bool WrongKind(YamlNode node, Report report)
    {
        if (node is not YamlBroken)
            report.Error(DiagnosticCodes.WrongKind, node, $"{node.Kind} stands here where {Wanted} is wanted",
                HowToWrite == SingleValue && node is YamlScalar { IsEmpty: true } ? "write it after the colon, or take the key away" : HowToWrite);
        return false;
    }
}

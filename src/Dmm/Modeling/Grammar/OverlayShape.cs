using System.Text.Json.Nodes;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Grammar;

/// <summary>
/// A variant: pieces of the model itself, checked when they are laid over it, because only then it is known what is
/// still missing. Editors are given the model's own shape with nothing required.
/// </summary>
internal sealed class OverlayShape(Func<RecordShape> model, IReadOnlySet<string> fixedKeys) : Shape
{
    /// <inheritdoc/>
    public override string Wanted => "a mapping with the keys of the model that differ";

    /// <inheritdoc/>
    public override bool Check(YamlNode node, Report report)
    {
        if (node is YamlScalar { IsEmpty: true })
            return true;
        if (node is not YamlMapping mapping)
            return WrongKind(node, report);
        var fine = true;
        foreach (var (key, _) in mapping.Entries)
        {
            if (!fixedKeys.Contains(key.Text))
                continue;
            report.Error(DiagnosticCodes.UnknownKey, key, $"a variant cannot change '{key.Text}'", "make it a model of its own");
            fine = false;
        }
        return fine;
    }

    /// <inheritdoc/>
    public override JsonObject ToSchema(bool partial) => model().ToSchema(partial: true, without: fixedKeys);
}

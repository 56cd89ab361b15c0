using Dmm.Analysis.Mutation.Source;
using Dmm.Expressions.Syntax;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A number that is one too large, and one too small: in guards, checks, conditions, effects and what is remembered, in reset values, in named values and in windows.</summary>
/// <remarks>What a variable would not take is left out: it is held at the largest of its range, so that nothing is changed. So is a named value of which the model never speaks.</remarks>
internal sealed class ShiftConstant : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "shift-constant";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) => Scalars(model).SelectMany(scalar => OfScalar(model, scalar));

    private static IEnumerable<SourceNode> Scalars(MutationSource model)
    {
        var nodes = model.Section("registers").Select(register => register.Value["reset"])
            .Concat(model.Section("registers").SelectMany(register => (register.Value["fields"]?.Parts ?? []).SelectMany(field => (field.Value["values"]?.Parts ?? []).Where(value => model.SpeaksOf(register.Name, field.Name, value.Name)))).Select(value => (SourceNode?)value.Value))
            .Concat(model.Section("windows").SelectMany(window => new[] { window.Value["at"], window.Value["size"] }))
            .Concat(model.Rules.SelectMany(rule => MutationSource.Each(rule, "do").Select(effect => effect.Value).Prepend(rule.Value["when"])))
            .Concat(model.Remembered.SelectMany(remembered => new[] { remembered.Value["to"], remembered.Value["where"], remembered.Value["unless"]?["at"], remembered.Value["unless"]?["length"] }))
            .Concat(model.Section("checks").SelectMany(check => new[] { check.Value["holds"], check.Value["at"], check.Value["length"], check.Value["wraps"]?["at"], check.Value["wraps"]?["to"] }))
            .Concat(model.Section("reusable").Select(condition => condition.Value.Text is null ? condition.Value["holds"] : condition.Value));
        return nodes.OfType<SourceNode>().Where(node => node.Text is not null);
    }

    private IEnumerable<Mutant> OfScalar(MutationSource model, SourceNode scalar)
    {
        if (model.TextStart(scalar) is not { } start)
            yield break;
        // Words of an effect that are no expression ('set', 'mark') are names to the lexer, and its complaints are of no interest.
        foreach (var token in new Lexer(scalar.Text!, new ErrorList()).Read().Where(token => token.Kind == TokenKind.Number))
        {
            var written = token.Span.In(scalar.Text!);
            var edit = new TextEdit(start + token.Span.Offset, token.Span.Length, "");
            if (token.Value < ulong.MaxValue && !IsHeld(model, scalar, token.Value))
                yield return Shifted(model, scalar, edit, WrittenNumber.Like(written, token.Value + 1));
            if (token.Value > 0)
                yield return Shifted(model, scalar, edit, WrittenNumber.Like(written, token.Value - 1));
        }
    }

    private static bool IsHeld(MutationSource model, SourceNode scalar, ulong value) =>
        scalar.Text!.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["set", var name, "=", _] ? IsLargest(model, name, value)
        : WrittenNumber.Read(scalar.Text) == value && model.Remembered.FirstOrDefault(each => each.Value["to"] == scalar) is { } remembered && IsLargest(model, remembered.Value["set"]?.Text, value);

    private static bool IsLargest(MutationSource model, string? variable, ulong value) =>
        model.Section("variables").FirstOrDefault(each => each.Name == variable)?.Value["range"]?.Text?.Split("..") is [_, var largest] && WrittenNumber.Read(largest) == value;

    private Mutant Shifted(MutationSource model, SourceNode scalar, TextEdit edit, string number)
    {
        var written = model.Text.Substring(edit.Start, edit.Length);
        return model.Changed(Name, edit.Start, $"{written} is {number} in '{model.Shown(scalar.Part?.Start ?? scalar.Start, scalar.End)}'", edit with { Instead = number });
    }
}

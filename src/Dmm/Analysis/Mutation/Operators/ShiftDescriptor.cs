using Dmm.Analysis.Mutation.Source;
using Dmm.Expressions.Syntax;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>A number of a descriptor structure that is one too large, and one too small: where it begins and ends, its bound, where fields of an entry are.</summary>
internal sealed class ShiftDescriptor : IMutationOperator
{
    private static readonly string[] Keys = ["base", "where", "entries", "tail", "next", "last", "owned", "last_of_ring", "bound"];

    /// <inheritdoc/>
    public string Name => "shift-descriptor";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model) => model.Section("descriptors").SelectMany(Scalars).Where(scalar => scalar.Text is not null).SelectMany(scalar => OfScalar(model, scalar));

    private static IEnumerable<SourceNode> Scalars(SourcePart structure) => Keys.Select(key => structure.Value[key])
        .Append(structure.Value["entry"]?["size"]).Append(structure.Value["tail"]?["at"]).Append(structure.Value["tail"]?["size"])
        .Concat((structure.Value["entry"]?["fields"]?.Parts ?? []).SelectMany(field => new[] { field.Value["at"], field.Value["size"], field.Value["bits"] }))
        .OfType<SourceNode>();

    private IEnumerable<Mutant> OfScalar(MutationSource model, SourceNode scalar)
    {
        if (model.TextStart(scalar) is not { } start)
            yield break;
        foreach (var token in new Lexer(scalar.Text!, new ErrorList()).Read().Where(token => token.Kind == TokenKind.Number))
            foreach (var value in new[] { token.Value + 1, token.Value - 1 }.Where(value => value - token.Value == 1 || token.Value > 0))
            {
                var written = token.Span.In(scalar.Text!);
                var number = WrittenNumber.Like(written, value);
                yield return model.Changed(Name, start + token.Span.Offset, $"{written} is {number} in '{model.Shown(scalar.Part?.Start ?? scalar.Start, scalar.End)}'",
                    new TextEdit(start + token.Span.Offset, token.Span.Length, number));
            }
    }
}

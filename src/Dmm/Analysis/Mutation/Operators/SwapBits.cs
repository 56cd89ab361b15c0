using Dmm.Analysis.Mutation.Source;

namespace Dmm.Analysis.Mutation.Operators;

/// <summary>Two fields of one bit that stand side by side, each with the bit of the other; and a wider field that lacks its highest bit.</summary>
/// <remarks>
/// Two fields that are alike and of which the model, in its variant, never speaks again are left alone, and so is a wider one that is as its register is: what
/// is changed is seen in names only, and no evidence is about names.
/// </remarks>
internal sealed class SwapBits : IMutationOperator
{
    /// <inheritdoc/>
    public string Name => "swap-bits";

    /// <inheritdoc/>
    public IEnumerable<Mutant> Of(MutationSource model)
    {
        foreach (var register in model.Section("registers"))
        {
            SourcePart? before = null;
            foreach (var field in register.Value["fields"]?.Parts ?? [])
            {
                if (Narrower(field) is { } narrower)
                {
                    if (Kind(field).Length > 0 || Matters(model, register, field))
                        yield return Narrowed(model, register, field, narrower);
                }
                else if (before is not null && (Kind(before) != Kind(field) || Matters(model, register, before) || Matters(model, register, field)))
                    yield return Exchanged(model, register, before, field);
                before = WrittenNumber.Read(Bits(field)?.Text) is null ? null : field;
            }
        }
    }

    private static bool Matters(MutationSource model, SourcePart register, SourcePart field) =>
        model.SpeaksOf(register.Name, field.Name);

    /// <summary>What a field says of itself but for its bits and its words for people.</summary>
    private static string Kind(SourcePart field) => string.Join(';', field.Value.Parts.Where(part => part.Key?.Text is not ("bits" or "title" or "source"))
        .Select(part => $"{part.Key?.Text}={part.Value.Text ?? string.Join(',', part.Value.Parts.Select(each => each.Value.Text))}"));

    private static SourceNode? Bits(SourcePart field) => field.Value.Text is not null ? field.Value : field.Value["bits"];

    private static string? Narrower(SourcePart field) =>
        Bits(field)?.Text?.Split("..") is [var low, var high] && WrittenNumber.Read(low) is { } from && WrittenNumber.Read(high) is { } to && to > from
            ? from + 1 == to ? low : $"{low}..{to - 1}" : null;

    private Mutant Narrowed(MutationSource model, SourcePart register, SourcePart field, string bits)
    {
        var old = Bits(field)!;
        return model.Changed(Name, old.Start, $"{register.Name}.{field.Name} is the bits {bits}, not {old.Text}", new TextEdit(old.Start, old.End - old.Start, bits));
    }

    private Mutant Exchanged(MutationSource model, SourcePart register, SourcePart first, SourcePart second)
    {
        var (one, other) = (Bits(first)!, Bits(second)!);
        return model.Changed(Name, second.Start, $"{register.Name}.{first.Name} and {register.Name}.{second.Name} have changed places",
            new TextEdit(one.Start, one.End - one.Start, other.Text!), new TextEdit(other.Start, other.End - other.Start, one.Text!));
    }
}

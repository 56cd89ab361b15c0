using System.Numerics;
using Dmm.Expressions.Programs;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Solving;

/// <summary>One read of bits of a word, and what is done with them.</summary>
/// <param name="Read">The bits.</param>
/// <param name="Kind">What is done with them.</param>
/// <param name="Constant">What they are compared with.</param>
internal sealed record Use(WordTerm Read, UseKind Kind, ulong Constant)
{
    /// <summary>Every use in a term.</summary>
    public static IEnumerable<Use> Of(Term term)
    {
        var open = new Stack<Term>([term]);
        while (open.TryPop(out var next))
        {
            if (next is BinaryTerm { Left: WordTerm compared, Right: ConstantTerm with } comparison && KindOf(comparison.Code) is { } kind)
            {
                yield return new Use(compared, kind, with.Value);
            }
            else if (next is BinaryTerm binary)
            {
                open.Push(binary.Right);
                open.Push(binary.Left);
            }
            else if (next is WordTerm word)
            {
                // Whatever is done with a single bit, it is set or it is not.
                yield return BitOperations.IsPow2(word.Mask) ? new Use(word, UseKind.Equality, word.Mask) : new Use(word, UseKind.Any, 0);
            }
        }
    }

    private static UseKind? KindOf(OperationCode code) => code switch
    {
        OperationCode.Equal or OperationCode.NotEqual => UseKind.Equality,
        >= OperationCode.Less => UseKind.Order,
        _ => null,
    };
}

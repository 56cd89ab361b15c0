using System.Numerics;
using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Terms;

/// <summary>
/// An expression without names and types: what is simplified, compiled and reasoned about. Conditions are the numbers 0 and 1.
/// </summary>
/// <param name="PossibleBits">The bits that can be set in its value, so that no value is greater.</param>
internal abstract record Term(ulong PossibleBits)
{
    /// <summary>True for a term that is only ever 0 or 1.</summary>
    public bool IsCondition => PossibleBits <= 1;

    /// <summary>The term and everything in it, from left to right, as often as it stands there.</summary>
    public IEnumerable<Term> Parts()
    {
        var open = new Stack<Term>([this]);
        while (open.TryPop(out var next))
        {
            yield return next;
            if (next is BinaryTerm binary)
            {
                open.Push(binary.Right);
                open.Push(binary.Left);
            }
        }
    }
}

/// <summary>A number.</summary>
internal sealed record ConstantTerm(ulong Value) : Term(Value)
{
    public static ConstantTerm False { get; } = new(0);

    public static ConstantTerm True { get; } = new(1);

    public static ConstantTerm Of(bool value) => value ? True : False;
}

/// <summary>Bits of one word: shifted right, then masked.</summary>
internal sealed record WordTerm(int Word, int Shift, ulong Mask, bool IsOld) : Term(Mask)
{
    /// <summary>The bits that matter, where they are in the word.</summary>
    public ulong Bits => Mask << Shift;
}

/// <summary>An operation on two terms.</summary>
internal sealed record BinaryTerm(OperationCode Code, Term Left, Term Right)
    : Term(PossibleBitsOf(Code, Left.PossibleBits, Right.PossibleBits))
{
    private static ulong PossibleBitsOf(OperationCode code, ulong left, ulong right) => code switch
    {
        OperationCode.And => left & right,
        OperationCode.Or or OperationCode.Xor => left | right,
        OperationCode.Minimum => AllUpTo(Math.Min(left, right)),
        OperationCode.Maximum => AllUpTo(Math.Max(left, right)),
        OperationCode.ShiftRight => AllUpTo(left),
        >= OperationCode.Equal => 1,
        _ => ulong.MaxValue,
    };

    private static ulong AllUpTo(ulong value) => value == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(value);
}

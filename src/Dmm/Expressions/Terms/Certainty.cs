using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Terms;

/// <summary>Makes of a condition the one that holds only where the first holds whatever some bits of a word are.</summary>
/// <remarks>
/// So a guard is judged on a part of a register without any knowledge of bits at run time. A test of bits is decided by those that are known: it fails
/// when one of them differs, and holds when all are known and none differs. Whatever else is computed of an unknown bit is unknown. What comes out
/// holds nowhere where the condition does not.
/// </remarks>
internal static class Certainty
{
    /// <summary>The condition, judged without some bits.</summary>
    /// <param name="condition">A condition.</param>
    /// <param name="word">The word of which bits are not known.</param>
    /// <param name="unknown">These bits. The value before the event, <c>old(...)</c>, is known all the same.</param>
    /// <returns>A condition that does not read these bits.</returns>
    public static Term Of(Term condition, int word, ulong unknown) => Of(condition, word, unknown, wanted: true);

    private static Term Of(Term condition, int word, ulong unknown, bool wanted)
    {
        if (!Reads(condition, word, unknown))
            return wanted ? condition : Simplifier.Not(condition);
        return condition switch
        {
            BinaryTerm { Code: OperationCode.And or OperationCode.Or, Left.IsCondition: true, Right.IsCondition: true } both => Simplifier.Combine(
                (both.Code == OperationCode.And) == wanted ? OperationCode.And : OperationCode.Or,
                Of(both.Left, word, unknown, wanted), Of(both.Right, word, unknown, wanted)),
            BinaryTerm { Code: OperationCode.Xor, Left.IsCondition: true, Right: ConstantTerm { Value: 1 } } not => Of(not.Left, word, unknown, !wanted),
            BinaryTerm { Code: OperationCode.Equal or OperationCode.NotEqual, Left: WordTerm bits, Right: ConstantTerm value } test
                when (test.Code == OperationCode.NotEqual) == wanted => Differs(bits, value.Value, unknown),
            _ => ConstantTerm.False,
        };
    }

    /// <summary>Whether a term reads one of the bits.</summary>
    public static bool Reads(Term term, int word, ulong bits)
    {
        foreach (var part in term.Parts())
            if (part is WordTerm { IsOld: false } read && read.Word == word && (read.Bits & bits) != 0)
                return true;
        return false;
    }

    /// <summary>The bits differ from a number in one that is known.</summary>
    private static Term Differs(WordTerm bits, ulong value, ulong unknown)
    {
        var known = bits.Mask & ~(unknown >> bits.Shift);
        return known == 0 ? ConstantTerm.False
            : Simplifier.Combine(OperationCode.NotEqual, bits with { Mask = known }, new ConstantTerm(value & known));
    }
}

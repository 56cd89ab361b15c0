using System.Numerics;
using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Terms;

/// <summary>Finds out whether a condition is a test of bits of one word.</summary>
internal static class WordTests
{
    /// <summary>The test, or null if the condition is not one, or not visibly so.</summary>
    public static WordTest? Of(Term condition) => condition switch
    {
        ConstantTerm constant => constant.Value != 0 ? WordTest.Always : WordTest.Never,
        // What was before the event is not in the state block, so it cannot be tested there.
        WordTerm { IsOld: false, Mask: 1 } bit => new WordTest(bit.Word, bit.Bits, bit.Bits, false),
        BinaryTerm { Code: OperationCode.And, IsCondition: true } and => And(Of(and.Left), Of(and.Right)),
        BinaryTerm { Code: OperationCode.Or, IsCondition: true } or => And(Of(or.Left)?.Not(), Of(or.Right)?.Not())?.Not(),
        BinaryTerm { Code: OperationCode.Xor, IsCondition: true, Right: ConstantTerm { Value: 1 } } not => Of(not.Left)?.Not(),
        BinaryTerm { Left: WordTerm { IsOld: false } word, Right: ConstantTerm constant } comparison =>
            Compare(comparison.Code, word, constant.Value),
        _ => null,
    };

    private static WordTest? And(WordTest? left, WordTest? right) => right is { } known ? left?.And(known) : null;

    private static WordTest? Compare(OperationCode code, WordTerm word, ulong value) => code switch
    {
        OperationCode.Equal => new WordTest(word.Word, word.Bits, value << word.Shift, false),
        OperationCode.NotEqual => new WordTest(word.Word, word.Bits, value << word.Shift, true),
        OperationCode.Less => BelowPowerOf2(word, value),
        OperationCode.GreaterOrEqual => BelowPowerOf2(word, value)?.Not(),
        // The simplifier has removed the comparisons with the greatest number, so adding 1 does not wrap.
        OperationCode.LessOrEqual => BelowPowerOf2(word, value + 1),
        OperationCode.Greater => BelowPowerOf2(word, value + 1)?.Not(),
        _ => null,
    };

    /// <summary>A number is below a power of 2 when all bits from there on are 0.</summary>
    private static WordTest? BelowPowerOf2(WordTerm word, ulong limit) =>
        BitOperations.IsPow2(limit) ? new WordTest(word.Word, (word.Mask & ~(limit - 1)) << word.Shift, 0, false) : null;
}

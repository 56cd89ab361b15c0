using System.Numerics;
using Dmm.Expressions.Programs;

namespace Dmm.Expressions.Terms;

/// <summary>
/// Finds the test of bits that a condition hides, such as <c>CR.RD in {4, 5, 6, 7}</c> (one bit) or
/// <c>CR.RD + 1 == 3</c>, by trying all values of the bits it reads. A compile-time cost of at most 4096 runs, and then none.
/// </summary>
internal static class TruthTable
{
    private const int MostBits = 12;

    /// <summary>The test, or null if the condition is none or reads more than a few bits of one word.</summary>
    public static WordTest? TestOf(Term condition, Operation[] program)
    {
        var word = -1;
        var bits = 0UL;
        foreach (var input in condition.Parts().OfType<WordTerm>())
        {
            if (input.IsOld || (word >= 0 && word != input.Word))
                return null;
            word = input.Word;
            bits |= input.Bits;
        }
        return word >= 0 && BitOperations.PopCount(bits) <= MostBits ? TestOf(program, word, bits) : null;
    }

    private static WordTest? TestOf(Operation[] program, int word, ulong bits)
    {
        var (whenTrue, whenFalse) = (new Cube(), new Cube());
        var words = new ulong[word + 1];
        ulong value = 0;
        do
        {
            words[word] = value;
            if (Interpreter.Run(program, words, -1, 0) != 0)
                whenTrue.Add(value);
            else
                whenFalse.Add(value);
            value = (value - bits) & bits; // the next subset of the bits, in rising order, and 0 after the last
        }
        while (value != 0);
        return whenTrue.TestIn(word, bits) ?? whenFalse.TestIn(word, bits)?.Not();
    }

    /// <summary>Values that have some bits in common; if they are all the values that have, they are a test of these bits.</summary>
    private struct Cube()
    {
        private long count;
        private ulong all = ulong.MaxValue;
        private ulong any;

        public void Add(ulong value)
        {
            count++;
            all &= value;
            any |= value;
        }

        public readonly WordTest? TestIn(int word, ulong bits)
        {
            if (count == 0)
                return WordTest.Never;
            var free = any & ~all;
            return count == 1L << BitOperations.PopCount(free) ? new WordTest(word, bits & ~free, all & ~free, false) : null;
        }
    }
}

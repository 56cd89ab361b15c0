using System.Numerics;

namespace Dmm.Expressions.Solving;

/// <summary>Some bits of one word, and the values of them that are worth trying.</summary>
/// <param name="Word">The index of the word.</param>
/// <param name="IsOld">True for the event's register as it was before the event.</param>
/// <param name="Bits">The bits, where they are in the word.</param>
/// <param name="Values">The values, where they are in the word; null for all that the bits can have.</param>
internal sealed record Domain(int Word, bool IsOld, ulong Bits, ulong[]? Values)
{
    /// <summary>How many values there are; a floating number, since there can be 2 to the 64 of them.</summary>
    public double Count => Values?.Length ?? Math.Pow(2, BitOperations.PopCount(Bits));
}

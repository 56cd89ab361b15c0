using System.Numerics;
using Dmm.Expressions;

namespace Dmm.Modeling.Loading;

/// <summary>Bounds the work of solving the guards of one file, all its variants together.</summary>
/// <remarks>
/// The solver tries at most two million states for a pair of guards, and a file has room for a hundred thousand pairs. What
/// a pair may take is estimated from the bits that its guards read and from their length; mostly it takes far less. By
/// work and not by time, so that the answer is the same on every machine.
/// </remarks>
/// <param name="work">What may be spent.</param>
internal sealed class SolvingBudget(double work = SolvingBudget.Enough)
{
    /// <summary>Some two hundred pairs of guards that take the solver all its trials, or all pairs of 512 small ones.</summary>
    private const double Enough = 1L << 35;

    private const int MostTrialBits = 21;

    /// <summary>What setting up the solver takes, in the same measure.</summary>
    private const double Least = 1 << 17;

    private double left = work;

    /// <summary>Whether a pair may still be solved; takes its work off.</summary>
    public bool TrySpend(CompiledExpression a, CompiledExpression b)
    {
        var bits = a.References.Concat(b.References).GroupBy(each => (each.Word, each.IsOld))
            .Sum(word => BitOperations.PopCount(word.Aggregate(0UL, (sum, each) => sum | (each.Mask << each.Shift))));
        left -= Least + Math.Pow(2, Math.Min(bits, MostTrialBits)) * (a.Text.Length + b.Text.Length);
        return left >= 0;
    }
}

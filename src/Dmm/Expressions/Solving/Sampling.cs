using System.Numerics;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Solving;

/// <summary>
/// Cuts domains down when there are too many combinations. What is then found is still true, but what is not found proves nothing.
/// </summary>
internal static class Sampling
{
    private const int MostValues = 24;

    /// <summary>Thins the largest domains until all combinations can be tried; false if nothing had to be thinned.</summary>
    public static bool Thin(List<Domain> domains, double mostTrials, params ReadOnlySpan<Term> conditions)
    {
        var hints = new List<ulong>();
        foreach (var condition in conditions)
            hints.AddRange(condition.Parts().OfType<ConstantTerm>().Select(constant => constant.Value));
        var isThinned = false;
        while (domains.Aggregate(1.0, (product, domain) => product * domain.Count) > mostTrials)
        {
            var largest = domains.MaxBy(domain => domain.Count)!;
            if (largest.Count <= MostValues)
                return true;
            domains[domains.IndexOf(largest)] = largest with { Values = Sample(largest, hints) };
            isThinned = true;
        }
        return isThinned;
    }

    /// <summary>The ends, and the constants of the conditions with their neighbours: there lies what happens rarely.</summary>
    private static ulong[] Sample(Domain domain, List<ulong> hints)
    {
        var shift = BitOperations.TrailingZeroCount(domain.Bits);
        return hints.SelectMany(hint => new[] { hint, hint + 1, hint - 1 })
            .Select(value => (value << shift) & domain.Bits)
            .Prepend(domain.Bits & (~domain.Bits + 1))
            .Prepend(domain.Bits)
            .Prepend(0UL)
            .Distinct()
            .Take(MostValues)
            .ToArray();
    }
}

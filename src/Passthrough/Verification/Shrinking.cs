namespace Passthrough.Verification;

/// <summary>Finds the fewest hand-offs that still make a difference, by leaving out ever smaller parts of them.</summary>
internal static class Shrinking
{
    private const int MostRuns = 200;

    /// <summary>The moments that it takes; all of them if a plan does not show the difference.</summary>
    /// <param name="moments">The moments that made a difference.</param>
    /// <param name="differs">Whether a run with such a plan makes one.</param>
    public static IReadOnlyList<HandoffPoint> Shrink(IReadOnlyList<HandoffPoint> moments, Func<IReadOnlyList<HandoffPoint>, bool> differs)
    {
        var runs = 1;
        var kept = moments.Distinct().DistinctBy(moment => (moment.Owner, moment.Accesses)).ToList();
        if (!differs(kept))
            return moments;
        for (var part = kept.Count; part > 0 && runs < MostRuns; part /= 2)
            for (var at = 0; at < kept.Count && runs < MostRuns; runs++)
            {
                var without = kept.Where((_, i) => i < at || i >= at + part).ToList();
                if (differs(without))
                    kept = without;
                else
                    at += part;
            }
        return kept;
    }
}

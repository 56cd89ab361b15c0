using Dmm.Compilation;

namespace Passthrough.Verification;

/// <summary>Finds the fewest hand-offs that still make a difference, by leaving out ever smaller parts of them.</summary>
internal static class Shrinking
{
    private const int MostRuns = 200;

    /// <summary>The moments that it takes; all of them if a plan does not show the difference.</summary>
    public static IReadOnlyList<HandoffPoint> Shrink(SharedRun run, MonitorTables tables, IReadOnlyList<HandoffPoint> moments)
    {
        var runs = 0;
        var kept = moments.Distinct().DistinctBy(moment => (moment.Owner, moment.Accesses)).ToList();
        if (!Differs(kept))
            return moments;
        for (var part = kept.Count; part > 0 && runs < MostRuns; part /= 2)
            for (var at = 0; at < kept.Count && runs < MostRuns;)
            {
                var without = kept.Where((_, i) => i < at || i >= at + part).ToList();
                if (Differs(without))
                    kept = without;
                else
                    at += part;
            }
        return kept;

        bool Differs(List<HandoffPoint> plan)
        {
            runs++;
            var differences = new List<Difference>();
            run.Share(tables, new PlannedSwitching(plan), differences);
            return differences.Count > 0;
        }
    }
}

using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Replaying;

/// <summary>Tells which transitions and rules fired since it was asked last, by what the monitor counts of them anyway.</summary>
/// <remarks>So the monitor's own path stays as it is; a caller that wants to see the single steps pays for the comparison.</remarks>
internal sealed class FiringWatch
{
    private readonly MonitorCounts counts;
    private readonly (Firing Firing, int Bit)[] watched;
    private readonly long[] last;

    public FiringWatch(DeviceMonitor monitor)
    {
        counts = monitor.Counts;
        watched = [.. monitor.Tables.Plan.Rules.OrderBy(rule => rule.Index).SelectMany(Ways)];
        last = new long[watched.Length];
    }

    /// <summary>Adds what fired since, in the order of the file.</summary>
    public void Collect(List<Firing> firings)
    {
        for (var i = 0; i < watched.Length; i++)
        {
            var now = counts.FiredFrom(watched[i].Firing.Rule.Index, watched[i].Bit);
            if (now == last[i])
                continue;
            last[i] = now;
            firings.Add(watched[i].Firing);
        }
    }

    private static IEnumerable<(Firing, int)> Ways(RuleInfo rule) =>
        rule.Machine is null ? [(new Firing(rule, null), 0)] : rule.From.Distinct().Select(from => (new Firing(rule, from), from.Bit));
}

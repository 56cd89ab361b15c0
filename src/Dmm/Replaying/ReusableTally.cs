using Dmm.Monitoring;

namespace Dmm.Replaying;

/// <summary>Keeps count of when a device was reusable. Reasons are counted per stretch, not per access.</summary>
internal sealed class ReusableTally(DeviceMonitor monitor)
{
    private readonly Dictionary<Reusability, long> notReusable = [];
    private Reusability current = Reusability.Ask(monitor);
    private long stretchAccesses;
    private long stretchUs;

    public long Accesses { get; private set; }
    public long DurationUs { get; private set; }
    public long Intervals { get; private set; }

    /// <summary>An event was followed by the model: asks anew.</summary>
    public void Ask()
    {
        var now = Reusability.Ask(monitor);
        if (now == current)
            return;
        EndStretch();
        current = now;
    }

    /// <summary>An access is over.</summary>
    public void CountAccess() => stretchAccesses++;

    /// <summary>Time went by.</summary>
    public void CountTime(long elapsedUs) => stretchUs += elapsedUs;

    public ReusableReport Report()
    {
        EndStretch();
        var whyNot = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reasons, accesses) in notReusable)
            foreach (var name in reasons.Names(monitor.Tables))
                whyNot[name] = whyNot.GetValueOrDefault(name) + accesses;
        return new ReusableReport(current.IsReusable, current.Explain(monitor), Accesses, DurationUs, Intervals, whyNot);
    }

    private void EndStretch()
    {
        if (current.IsReusable)
        {
            Accesses += stretchAccesses;
            DurationUs += stretchUs;
            Intervals++;
        }
        else
            notReusable[current] = notReusable.GetValueOrDefault(current) + stretchAccesses;
        stretchAccesses = stretchUs = 0;
    }
}

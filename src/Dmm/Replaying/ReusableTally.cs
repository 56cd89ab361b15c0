using Dmm.Monitoring;

namespace Dmm.Replaying;

/// <summary>Keeps count of when a device was reusable. Everything is counted per stretch, so that an access that changes nothing costs nothing.</summary>
internal sealed class ReusableTally(DeviceMonitor monitor)
{
    private readonly Dictionary<Reusability, long> notReusable = [];
    private Reusability current = Reusability.Ask(monitor);
    private long begunAtAccess;
    private long begunAtUs;

    public long Accesses { get; private set; }
    public long DurationUs { get; private set; }
    public long Intervals { get; private set; }

    /// <summary>An event was followed by the model: asks again.</summary>
    /// <param name="accesses">Accesses before the event.</param>
    /// <param name="durationUs">Time from the begin of the recording to the event.</param>
    public void Ask(long accesses, long durationUs)
    {
        var now = Reusability.Ask(monitor);
        if (now == current)
            return;
        EndStretch(accesses, durationUs);
        current = now;
    }

    /// <summary>The recording is over.</summary>
    public ReusableReport Report(long accesses, long durationUs)
    {
        EndStretch(accesses, durationUs);
        var whyNot = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reasons, count) in notReusable)
            foreach (var name in reasons.Names(monitor.Tables))
                whyNot[name] = whyNot.GetValueOrDefault(name) + count;
        return new ReusableReport(current.IsReusable, current.Explain(monitor), Accesses, DurationUs, Intervals, whyNot);
    }

    private void EndStretch(long accesses, long durationUs)
    {
        var stretch = accesses - begunAtAccess;
        if (current.IsReusable)
        {
            Accesses += stretch;
            DurationUs += durationUs - begunAtUs;
            Intervals++;
        }
        else
            notReusable[current] = notReusable.GetValueOrDefault(current) + stretch;
        begunAtAccess = accesses;
        begunAtUs = durationUs;
    }
}

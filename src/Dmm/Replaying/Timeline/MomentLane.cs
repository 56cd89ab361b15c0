namespace Dmm.Replaying.Timeline;

/// <summary>Something that happens at moments: interrupts, DMA, denied accesses.</summary>
public sealed class MomentLane
{
    private readonly List<long> moments = [];

    internal MomentLane(string name) => Name = name;

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>The first moments exactly, in microseconds; see <see cref="ReplayTimeline.MostExact"/>.</summary>
    public IReadOnlyList<long> Moments => moments;

    /// <summary>All moments, also those that are not kept.</summary>
    public long Count { get; private set; }

    /// <summary>How many there were, over time.</summary>
    public TimeBins Bins { get; } = new(1);

    internal void Add(long atUs)
    {
        Count++;
        Bins.Add(0, atUs);
        if (moments.Count < ReplayTimeline.MostExact)
            moments.Add(atUs);
    }
}

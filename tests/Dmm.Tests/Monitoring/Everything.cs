using Dmm.Monitoring;

namespace Dmm.Tests.Monitoring;

/// <summary>All that a monitor knows and has counted, at one moment.</summary>
internal sealed record Everything(ulong[] Words, long[][] Counts)
{
    public static Everything Of(DeviceMonitor monitor) => new(monitor.State.Words.ToArray(), [.. CountsOf(monitor).Select(counts => (long[])counts.Clone())]);

    /// <summary>Fails if anything is not as it was.</summary>
    public void AssertSame(DeviceMonitor monitor)
    {
        Assert.True(Words.AsSpan().SequenceEqual(monitor.State.Words), "the state is not as it was");
        foreach (var (before, now) in Counts.Zip(CountsOf(monitor)))
            Assert.True(before.AsSpan().SequenceEqual(now), "a count is not as it was");
    }

    private static IEnumerable<long[]> CountsOf(DeviceMonitor monitor)
    {
        var counts = monitor.Counts;
        return [counts.Accesses, counts.Hooked, counts.Fired, counts.ChecksPassed, counts.ChecksFailed, counts.EntriesGiven, counts.FramesGiven];
    }
}


using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Failures of the device that are not forgotten yet: a device that fails again and again is given up, one that fails now and then is not.</summary>
internal sealed class DeviceFailures(SharingOptions options)
{
    private readonly Queue<long> recent = new();

    /// <summary>The device failed.</summary>
    /// <returns>Whether it failed more often than is borne within <see cref="SharingOptions.FailureWindowMs"/>.</returns>
    public bool Add(long nowNs)
    {
        while (recent.TryPeek(out var firstNs) && nowNs - firstNs >= options.FailureWindowMs * 1e6)
            recent.Dequeue();
        recent.Enqueue(nowNs);
        return recent.Count > options.MostFailures;
    }
}

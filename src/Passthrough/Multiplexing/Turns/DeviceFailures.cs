
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Failures of the device that are not forgotten yet, by who had it: a device that fails now and then is used on.</summary>
/// <remarks>A guest with which it fails again and again does not get it for a while. Only a device that fails so with everybody is given up.</remarks>
internal sealed class DeviceFailures(SharingOptions options)
{
    private readonly Dictionary<int, Queue<long>> recent = []; // by the number of the guest

    /// <summary>The device failed.</summary>
    /// <param name="owner">Who had it; null for nobody.</param>
    /// <param name="nowNs">When.</param>
    /// <returns>Whether it failed more often than is borne within <see cref="SharingOptions.FailureWindowMs"/>, with the same guest or with nobody.</returns>
    public bool Add(Tenant? owner, long nowNs)
    {
        var number = owner?.Number ?? -1;
        if (!recent.TryGetValue(number, out var times))
            recent[number] = times = new Queue<long>();
        while (times.TryPeek(out var firstNs) && nowNs - firstNs >= options.FailureWindowMs * 1e6)
            times.Dequeue();
        times.Enqueue(nowNs);
        return times.Count > options.MostFailures;
    }
}

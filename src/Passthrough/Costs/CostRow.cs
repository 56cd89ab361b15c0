namespace Passthrough.Costs;

/// <summary>One operation and its cost.</summary>
/// <param name="Id">Its name for programs; the same on every device.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Sample">What it took on the host.</param>
public sealed record CostRow(string Id, string Title, CostSample Sample)
{
    /// <summary>Accesses that the monitor makes on the device for it; null where that is not what it is about.</summary>
    public double? Accesses { get; init; }

    /// <summary>What it takes of the device's own time, in nanoseconds; null where the device's time is the host's.</summary>
    public double? DeviceNs { get; init; }
}

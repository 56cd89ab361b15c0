using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>The memory that a guest in another process has brought, mapped into this one: the IOMMU gets addresses of this process.</summary>
internal sealed class ServedRanges(IReachableMemory guest) : IDisposable
{
    private const ulong PageBytes = 4096;

    private readonly Dictionary<ReachableRange, MappedMemory> maps = [];

    /// <summary>What the card may reach now; what is not whole pages stays out of its reach.</summary>
    public IReadOnlyList<MappedRange> Now()
    {
        var wanted = guest.Reachable.Where(range => ((range.Start | range.Size | range.Offset) & (PageBytes - 1)) == 0).ToList();
        foreach (var gone in maps.Keys.Except(wanted).ToList())
            if (maps.Remove(gone, out var map))
                map.Dispose();
        foreach (var range in wanted)
            if (!maps.ContainsKey(range) && MappedMemory.TryMap(range.File, (long)range.Offset, (nuint)range.Size, canWrite: true) is { } map)
                maps.Add(range, map);
        return [.. wanted.Where(maps.ContainsKey).Select(range => new MappedRange(range.Start, maps[range].Address, range.Size))];
    }

    public void Dispose()
    {
        foreach (var map in maps.Values)
            map.Dispose();
        maps.Clear();
    }
}

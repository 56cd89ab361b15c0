namespace Passthrough.Devices.Vfio;

/// <summary>What the IOMMU lets a card reach: the monitor's own memory always, and beside it that of one guest.</summary>
/// <remarks>
/// Guests have the same addresses, and the card uses the owner's own. So at a hand-off all of the one guest's is unmapped before anything of the next
/// is mapped; the pages of a guest are locked in memory while they are mapped.
/// </remarks>
internal sealed class ReachedMemory(VfioGroup group)
{
    private readonly List<MappedRange> mapped = [];

    /// <summary>Maps the monitor's, for as long as the group is open.</summary>
    public string? TryMapMonitor(ulong at, UnnamedFile file) => group.TryMap(at, file.Address, (ulong)file.Bytes.Length);

    /// <summary>Lets the card reach some ranges in place of those before.</summary>
    /// <returns>Why one cannot be mapped; then none is.</returns>
    public string? TryChange(IEnumerable<MappedRange> ranges)
    {
        Clear();
        foreach (var range in ranges)
        {
            if (group.TryMap(range.At, range.Address, range.Bytes) is { } problem)
            {
                Clear();
                return problem;
            }
            mapped.Add(range);
        }
        return null;
    }

    /// <summary>Lets the card reach no guest's memory. When this returns, it does not.</summary>
    public void Clear()
    {
        foreach (var range in mapped)
            group.Unmap(range.At, range.Bytes);
        mapped.Clear();
    }
}

/// <summary>A range of memory of this process, and where a card finds it.</summary>
internal readonly record struct MappedRange(ulong At, ulong Address, ulong Bytes);

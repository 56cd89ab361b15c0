namespace Dmm.Drafting;

/// <summary>What the device did with the memory whose address was written to a place.</summary>
internal sealed class NamedMemory
{
    private const int MostStarts = 16, LeastEntry = 4, LargestEntry = 64, LeastEntries = 4;

    private readonly HashSet<ulong> starts = [];
    private readonly Dictionary<uint, (long Count, ulong End)> sizes = [];
    private readonly HashSet<ulong> offsets = [];

    public long Reads { get; private set; }
    public long Writes { get; private set; }

    /// <summary>Bytes from the address to the end of the farthest DMA.</summary>
    public ulong Length { get; private set; }

    /// <summary>Different addresses that were written and used, up to a bound.</summary>
    public int Starts => starts.Count;

    /// <summary>Counts a DMA.</summary>
    public void Add(bool isRead, ulong start, ulong behind, uint length)
    {
        (Reads, Writes) = (Reads + (isRead ? 1 : 0), Writes + (isRead ? 0 : 1));
        Length = Math.Max(Length, behind + length);
        if (starts.Count < MostStarts)
            starts.Add(start);
        if (!isRead)
            return;
        var size = Math.Min(length, LargestEntry + 1);
        var (count, end) = sizes.GetValueOrDefault(size);
        sizes[size] = (count + 1, Math.Max(end, behind + length));
        if (offsets.Count < MostStarts)
            offsets.Add(behind);
    }

    /// <summary>Whether the device mostly reads there, as of a ring of descriptors, which it writes to as well.</summary>
    public bool IsRead => EntrySize is not null || Reads >= Writes;

    /// <summary>Bytes from the address that belong to it: of a ring to its last entry, else to the end of the farthest DMA.</summary>
    public ulong Extent => EntrySize is { } size ? sizes[size].End : Length;

    /// <summary>The bytes that the device reads at a time, if it reads so many again and again side by side, as of a ring of descriptors; else null.</summary>
    public uint? EntrySize
    {
        get
        {
            var (size, (often, _)) = sizes.OrderByDescending(each => each.Value.Count).FirstOrDefault();
            return size is >= LeastEntry and <= LargestEntry && 2 * often >= Reads && offsets.Count(each => each % size == 0) >= LeastEntries ? size : null;
        }
    }
}

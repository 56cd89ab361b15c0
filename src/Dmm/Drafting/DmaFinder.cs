using Dmm.Memory;
using Dmm.Tracing;

namespace Dmm.Drafting;

/// <summary>Finds which registers name the memory that the device reads and writes, and which writes a DMA follows at once.</summary>
internal sealed class DmaFinder
{
    /// <summary>A DMA so far behind a written address belongs to it; the largest ring of bytes that a NIC here has is as large.</summary>
    private const ulong Reach = 0x1_0000;

    /// <summary>No driver puts anything for a device into the first page; smaller numbers are counts and commands.</summary>
    private const ulong LeastAddress = 0x1000;

    private const int MostAddresses = 4096;

    private readonly SortedList<ulong, SeenPlace> addresses = [];
    private SeenPlace? written;

    /// <summary>DMAs that read memory, and that write there.</summary>
    public long Reads { get; private set; }
    public long Writes { get; private set; }

    /// <summary>Those of them at addresses that no register names.</summary>
    public long Unnamed { get; private set; }

    /// <summary>Looks at the next access.</summary>
    public void Add(Step step)
    {
        written = step.IsWrite ? step.Place : null;
        if (step.IsWrite && step.Place.Size >= 4 && step.Value >= LeastAddress && (addresses.Count < MostAddresses || addresses.ContainsKey(step.Value)))
            addresses[step.Value] = step.Place;
    }

    /// <summary>Looks at the next DMA.</summary>
    public void Add(in TraceEvent dma)
    {
        var isRead = dma.Kind == TraceEventKind.DmaRead;
        (Reads, Writes) = (Reads + (isRead ? 1 : 0), Writes + (isRead ? 0 : 1));
        if (written is { } place)
            place.Begins++;
        written = null;
        if (addresses.Covering(dma.Value, Reach) is var (start, by))
            by.Named.Add(isRead, start, dma.Value - start, dma.Offset);
        else
            Unnamed++;
    }
}

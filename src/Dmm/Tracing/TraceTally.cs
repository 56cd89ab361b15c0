using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dmm.Tracing;

/// <summary>Counts the events of a recording as they pass.</summary>
internal sealed class TraceTally
{
    private readonly long[] counts = new long[256];
    private readonly Dictionary<Way, long> accesses = [];
    private long unlisted;
    private long raises;
    private ulong dmaReadBytes;
    private ulong dmaWrittenBytes;
    private ulong durationUs;

    public void Add(ReadOnlySpan<TraceEvent> events)
    {
        foreach (var one in events)
        {
            counts[(byte)one.Kind]++;
            durationUs += one.ElapsedUs;
            switch (one.Kind)
            {
                case TraceEventKind.Read or TraceEventKind.Write:
                    CountAccess(new Way(one.Region, one.Offset, one.Kind == TraceEventKind.Write, one.Size));
                    break;
                case TraceEventKind.InterruptLine:
                    raises += (long)(one.Value & 1);
                    break;
                case TraceEventKind.DmaRead:
                    dmaReadBytes += one.Offset;
                    break;
                case TraceEventKind.DmaWrite:
                    dmaWrittenBytes += one.Offset;
                    break;
                case TraceEventKind.Time:
                    durationUs += one.Value;
                    break;
            }
        }
    }

    public TraceSummary Summarize(ITraceReader reader) => new()
    {
        Format = reader.Format,
        Source = reader.Source,
        Device = reader.Device,
        Counts = counts[..((int)TraceEventKind.Filled + 1)],
        Accesses = [.. accesses.OrderBy(pair => pair.Key).Select(pair => pair.Key.Counted(pair.Value))],
        UnlistedAccesses = unlisted,
        InterruptRaises = raises,
        DmaReadBytes = dmaReadBytes,
        DmaWrittenBytes = dmaWrittenBytes,
        DurationUs = durationUs,
        SkippedLines = reader.SkippedLines,
        Problems = [.. reader.Problems],
        ProblemCount = reader.ProblemCount,
        Notes = [.. reader.Notes],
        Unreadable = reader.Unreadable,
    };

    private void CountAccess(Way way)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(accesses, way);
        if (!Unsafe.IsNullRef(ref count))
            count++;
        else if (accesses.Count < TraceSummary.MostAccesses)
            accesses.Add(way, 1);
        else
            unlisted++;
    }

    /// <summary>One way to access a register, in the order in which they are listed.</summary>
    private readonly record struct Way(int Region, uint Offset, bool IsWrite, int Size) : IComparable<Way>
    {
        public int CompareTo(Way other) =>
            (Region, Offset, IsWrite, Size).CompareTo((other.Region, other.Offset, other.IsWrite, other.Size));

        public AccessCount Counted(long count) => new(Region, Offset, IsWrite, Size, count);
    }
}

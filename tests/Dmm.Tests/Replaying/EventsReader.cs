using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>Events as a recording, a few at a time, each on a line of its number.</summary>
internal sealed class EventsReader(IReadOnlyList<TraceEvent> events) : ITraceReader
{
    private int next;

    public string Format => "events";

    public string? Source => null;

    public TraceDevice Device => TraceDevice.Unknown;

    public long SkippedLines => 0;

    public IReadOnlyList<TraceProblem> Problems => [];

    public long ProblemCount => 0;

    public IReadOnlyList<string> Notes => [];

    public string? Unreadable => null;

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        for (; next < events.Count && batch.Count < 5; next++)
            batch.Add(events[next], next + 1);
        return batch.Count;
    }

    public void Dispose()
    {
    }

    public static TraceEvent Write(uint offset, ulong value, int size = 1, ushort elapsedUs = 1) => new(TraceEventKind.Write, 0, size, offset, value, elapsedUs);

    public static TraceEvent Read(uint offset, ulong value, int size = 1, ushort elapsedUs = 1) => new(TraceEventKind.Read, 0, size, offset, value, elapsedUs);

    public static TraceEvent Other(TraceEventKind kind, ulong value = 0, uint offset = 0) => new(kind, 0, 1, offset, value, 1);
}

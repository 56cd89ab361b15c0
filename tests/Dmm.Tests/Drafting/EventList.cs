using Dmm.Devices;
using Dmm.Tracing;

namespace Dmm.Tests.Drafting;

/// <summary>A recording in memory.</summary>
internal sealed class EventList(params IReadOnlyList<TraceEvent> events) : ITraceReader
{
    private int next;

    public string Format => "list";
    public string? Source => null;
    public TraceDevice Device { get; init; } = new() { Regions = [new TraceRegion(0, RegionSpace.Port, 0x300, 0x20)] };
    public long SkippedLines => 0;
    public IReadOnlyList<TraceProblem> Problems => [];
    public long ProblemCount => 0;
    public IReadOnlyList<string> Notes => [];
    public string? Unreadable => null;

    /// <summary>Accesses in short: <c>R4=80 W0=1 I</c> reads 0x80 at offset 4, writes 1 at offset 0 and raises the interrupt; all numbers are hexadecimal.</summary>
    public static EventList Of(string accesses) => new([.. accesses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Event)]);

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        for (; next < events.Count && batch.Count < batch.Events.Length; next++)
            batch.Add(events[next], next + 1);
        return batch.Count;
    }

    public void Dispose()
    {
    }

    private static TraceEvent Event(string text)
    {
        if (text == "I")
            return new TraceEvent(TraceEventKind.InterruptLine, 0, 1, 0, 1);
        if (text == "GAP")
            return new TraceEvent(TraceEventKind.Gap, 0, 1, 0, 0);
        var parts = text[1..].Split('=', '/');
        return new TraceEvent(text[0] == 'R' ? TraceEventKind.Read : TraceEventKind.Write, 0, parts.Length == 3 ? Convert.ToInt32(parts[2], 16) : 1, Convert.ToUInt32(parts[0], 16), Convert.ToUInt64(parts[1], 16));
    }
}

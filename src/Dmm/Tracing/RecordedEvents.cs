namespace Dmm.Tracing;

/// <summary>Events in memory as a recording, for those who play some of them again and again.</summary>
/// <remarks>The line of an event is its place among them, from 1. Nothing can be wrong with it: what was, stands in the events as gaps.</remarks>
public sealed class RecordedEvents(ReadOnlyMemory<TraceEvent> events) : ITraceReader
{
    private int next;

    /// <inheritdoc/>
    public string Format => "events";

    /// <inheritdoc/>
    public string? Source => null;

    /// <inheritdoc/>
    public TraceDevice Device => TraceDevice.Unknown;

    /// <inheritdoc/>
    public long SkippedLines => 0;

    /// <inheritdoc/>
    public IReadOnlyList<TraceProblem> Problems => [];

    /// <inheritdoc/>
    public long ProblemCount => 0;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public string? Unreadable => null;

    /// <summary>Reads events of a recording into memory.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="most">The most events that are kept; whether there are more is not looked at.</param>
    public static List<TraceEvent> Load(ITraceReader reader, int most)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var loaded = new List<TraceEvent>();
        var batch = new TraceBatch();
        while (loaded.Count < most && reader.Read(batch) > 0)
            loaded.AddRange(batch.Events.AsSpan(0, Math.Min(batch.Count, most - loaded.Count)));
        return loaded;
    }

    /// <inheritdoc/>
    public int Read(TraceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Clear();
        var span = events.Span;
        for (; next < span.Length && batch.Room > 0; next++)
            batch.Add(span[next], next + 1);
        return batch.Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

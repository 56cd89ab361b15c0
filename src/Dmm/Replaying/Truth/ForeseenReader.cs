using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>Reads a recording far ahead of the code that plays it, so that memory can be rebuilt from later lines.</summary>
/// <remarks>A driver gives an entry, and the device reads it when a frame comes. Beyond so many events nothing is foreseen, so that memory is bounded.</remarks>
internal sealed class ForeseenReader : ITraceReader
{
    private const int MostAhead = 1 << 21;

    private readonly ITraceReader reader;
    private readonly RecordedMemory memory;
    private readonly Queue<(TraceEvent Event, long Line)> ahead = new();
    private readonly TraceBatch batch = new();
    private long learned;
    private bool isAtEnd;

    /// <summary>Makes one.</summary>
    /// <param name="reader">The recording, at its beginning.</param>
    /// <param name="memory">RecordedBytes every event before it is handed out.</param>
    public ForeseenReader(ITraceReader reader, RecordedMemory memory)
    {
        this.reader = reader;
        this.memory = memory;
    }

    public string Format => reader.Format;

    public string? Source => reader.Source;

    public TraceDevice Device => reader.Device;

    public IReadOnlyList<MappedRange> Mapped => reader.Mapped;

    public long DmasOfOthers => reader.DmasOfOthers;

    public long SkippedLines => reader.SkippedLines;

    public IReadOnlyList<TraceProblem> Problems => reader.Problems;

    public long ProblemCount => reader.ProblemCount;

    public IReadOnlyList<string> Notes => reader.Notes;

    public string? Unreadable => reader.Unreadable;

    public int Read(TraceBatch into)
    {
        while (!isAtEnd && ahead.Count < MostAhead)
            ReadOn();
        into.Clear();
        while (into.Room > 0 && ahead.TryDequeue(out var each))
            into.Add(each.Event, each.Line);
        return into.Count;
    }

    public void Dispose() => reader.Dispose();

    private void ReadOn()
    {
        isAtEnd = reader.Read(batch) == 0;
        for (var i = 0; i < batch.Count; i++)
        {
            memory.Learn(batch.Events[i], ++learned);
            ahead.Enqueue((batch.Events[i], batch.Lines[i]));
        }
        if (isAtEnd)
            memory.Settle();
    }
}

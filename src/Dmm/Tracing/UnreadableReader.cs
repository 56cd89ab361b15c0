namespace Dmm.Tracing;

/// <summary>The reader of something that is no recording: no events, and why.</summary>
internal sealed class UnreadableReader(Stream stream, string reason) : ITraceReader
{
    public string Format => "unknown";

    public string? Source => null;

    public TraceDevice Device => TraceDevice.Unknown;

    public long SkippedLines => 0;

    public IReadOnlyList<TraceProblem> Problems => [];

    public long ProblemCount => 0;

    public IReadOnlyList<string> Notes => [];

    public string? Unreadable => reason;

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        return 0;
    }

    public void Dispose() => stream.Dispose();
}

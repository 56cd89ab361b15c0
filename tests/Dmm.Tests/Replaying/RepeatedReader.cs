using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>Events again and again, and how much memory is in use early in them and at their end.</summary>
internal sealed class RepeatedReader(TraceEvent[] events, int times) : ITraceReader
{
    private int round;

    /// <summary>How much more memory is in use at the end than after the first quarter.</summary>
    public long GrownBytes { get; private set; }

    public string Format => "repeated";

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
        if (round == times / 4)
            GrownBytes = -GC.GetTotalMemory(forceFullCollection: true);
        if (round++ == times)
        {
            GrownBytes += GC.GetTotalMemory(forceFullCollection: true);
            return 0;
        }
        foreach (var each in events)
            batch.Add(each, (long)round * events.Length);
        return batch.Count;
    }

    public void Dispose()
    {
    }
}

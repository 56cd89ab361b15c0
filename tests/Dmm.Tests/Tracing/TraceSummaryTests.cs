using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

public sealed class TraceSummaryTests
{
    [Fact]
    public void SummaryCountsEveryKind()
    {
        var summary = SummaryOf(
            new(TraceEventKind.Write, 0, 1, 0, 0x21),
            new(TraceEventKind.Read, 1, 4, 0x10, 1, 10),
            new(TraceEventKind.Read, 1, 4, 0x10, 2, 20),
            new(TraceEventKind.Read, 1, 2, 0x10, 2),
            new(TraceEventKind.InterruptLine, 0, 1, 0, 1),
            new(TraceEventKind.InterruptLine, 0, 1, 0, 0),
            new(TraceEventKind.DmaRead, 0, 1, 60, 0x1000),
            new(TraceEventKind.DmaData, 0, 1, 8 << 16, 7),
            new(TraceEventKind.DmaWrite, 0, 1, 1500, 0x2000),
            new(TraceEventKind.DmaWrite, 0, 1, 4, 0x3000),
            new(TraceEventKind.Time, 0, 1, 0, 1_000_000),
            new(TraceEventKind.Mark, 0, 1, 0, 16, 3),
            new(TraceEventKind.Gap, 0, 1, 0, 0));
        Assert.Equal(13, summary.Events);
        Assert.Equal(3, summary.CountOf(TraceEventKind.Read));
        Assert.Equal(1, summary.CountOf(TraceEventKind.Mark));
        Assert.Equal(0, summary.CountOf((TraceEventKind)200));
        Assert.Equal(1, summary.InterruptRaises);
        Assert.Equal((60UL, 1504UL), (summary.DmaReadBytes, summary.DmaWrittenBytes));
        Assert.Equal(1_000_033UL, summary.DurationUs);
        Assert.Equal(1, summary.ProblemCount);
    }

    [Fact]
    public void AccessesAreListedByRegionOffsetDirectionAndSize()
    {
        var summary = SummaryOf(
            new(TraceEventKind.Write, 1, 1, 0, 0),
            new(TraceEventKind.Write, 0, 1, 7, 0),
            new(TraceEventKind.Read, 0, 2, 7, 0),
            new(TraceEventKind.Read, 0, 1, 7, 0),
            new(TraceEventKind.Read, 0, 1, 7, 0),
            new(TraceEventKind.Read, 0, 1, 3, 0));
        Assert.Equal(
            [
                new AccessCount(0, 3, false, 1, 1),
                new AccessCount(0, 7, false, 1, 2),
                new AccessCount(0, 7, false, 2, 1),
                new AccessCount(0, 7, true, 1, 1),
                new AccessCount(1, 0, true, 1, 1),
            ],
            summary.Accesses);
        Assert.Equal(0, summary.UnlistedAccesses);
    }

    [Fact]
    public void AccessesBeyondTheListAreCounted()
    {
        var events = Enumerable.Range(0, TraceSummary.MostAccesses + 2)
            .Append(0)
            .Select(i => new TraceEvent(TraceEventKind.Read, 0, 1, (uint)i, 0));
        var summary = SummaryOf([.. events]);
        Assert.Equal(TraceSummary.MostAccesses, summary.Accesses.Count);
        Assert.Equal(2, summary.UnlistedAccesses);
        Assert.Equal(2, summary.Accesses[0].Count);
    }

    [Fact]
    public void SummaryOfWhatIsUnreadableSaysSo()
    {
        using var reader = TraceReaders.Open(new MemoryStream());
        var summary = TraceSummary.Of(reader);
        Assert.NotNull(summary.Unreadable);
        Assert.Equal(0, summary.Events);
    }

    private static TraceSummary SummaryOf(params TraceEvent[] events)
    {
        using var reader = TraceReaders.Open(new MemoryStream(BinaryTraceTests.Written(events)));
        return TraceSummary.Of(reader);
    }
}

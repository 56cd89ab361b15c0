using System.IO.Compression;
using System.Text;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>A recording read to its end.</summary>
internal sealed record Reading(
    IReadOnlyList<TraceEvent> Events,
    IReadOnlyList<long> Lines,
    TraceDevice Device,
    IReadOnlyList<TraceProblem> Problems,
    long ProblemCount,
    long SkippedLines,
    IReadOnlyList<string> Notes,
    string? Source,
    string? Unreadable)
{
    /// <summary>Far more batches than any recording of the tests has: a reader that does not end fails here.</summary>
    private const int MostBatches = 1_000_000;

    // The runtime writes nothing at all for no bytes; gzip writes this.
    private static readonly byte[] EmptyGzip = Convert.FromHexString("1f8b08000000000000ff03000000000000000000");

    public static Reading Of(Stream stream, TraceReaderOptions? options = null, int capacity = TraceBatch.DefaultCapacity)
    {
        using var reader = TraceReaders.Open(stream, options);
        var events = new List<TraceEvent>();
        var lines = new List<long>();
        var batch = new TraceBatch(capacity);
        for (var i = 0; reader.Read(batch) > 0; i++)
        {
            Assert.True(i < MostBatches, "the reader does not end");
            events.AddRange(batch.Events.AsSpan(0, batch.Count));
            lines.AddRange(batch.Lines.AsSpan(0, batch.Count));
        }

        Assert.Equal(0, reader.Read(batch));
        return new Reading(
            events, lines, reader.Device, reader.Problems, reader.ProblemCount, reader.SkippedLines, reader.Notes, reader.Source, reader.Unreadable);
    }

    public static Reading Of(byte[] bytes, TraceReaderOptions? options = null, int capacity = TraceBatch.DefaultCapacity) =>
        Of(new MemoryStream(bytes), options, capacity);

    public static Reading Of(string text, TraceReaderOptions? options = null) => Of(Encoding.UTF8.GetBytes(text), options);

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        if (bytes.Length == 0)
            return EmptyGzip;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static byte[] Ungzip(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Fails unless both are the same in every respect.</summary>
    public static void AssertSame(Reading expected, Reading actual)
    {
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Lines, actual.Lines);
        AssertSameDevice(expected.Device, actual.Device);
        Assert.Equal(expected.Problems, actual.Problems);
        Assert.Equal(expected.ProblemCount, actual.ProblemCount);
        Assert.Equal(expected.SkippedLines, actual.SkippedLines);
        Assert.Equal(expected.Notes, actual.Notes);
        Assert.Equal(expected.Unreadable, actual.Unreadable);
    }

    public static void AssertSameDevice(TraceDevice expected, TraceDevice actual)
    {
        Assert.Equal(expected.Regions, actual.Regions);
        Assert.Equal(expected with { Regions = [] }, actual with { Regions = [] });
    }
}

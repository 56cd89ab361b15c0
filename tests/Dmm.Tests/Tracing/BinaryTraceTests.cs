using Dmm.Devices;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>The project's own format: what is written is read again, and every damage is seen.</summary>
public sealed class BinaryTraceTests
{
    private const int HeaderSize = 16;
    private const int RecordSize = 16;

    private static readonly TraceEvent[] Events =
    [
        new(TraceEventKind.Write, 0, 1, 0, 0x21),
        new(TraceEventKind.Read, 0, 2, 0x10, 0x5252, 17),
        new(TraceEventKind.InterruptLine, 0, 1, 0, 1, 65_535),
    ];

    private static readonly TraceDevice Device = new()
    {
        Id = new PciIdentity(0x10ec, 0x8029),
        Subsystem = new PciIdentity(0x1af4, 0x1100),
        PciAddress = "02:1f.7",
        Regions = [new(0, RegionSpace.Port, 0xc000, 0x100), new(2, RegionSpace.Memory, 0x38_0000_0000, 1UL << 32)],
    };

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var reading = Reading.Of(Written(Events, Device, "a source"));
        Assert.Equal(Events, reading.Events);
        Assert.Equal("a source", reading.Source);
        Reading.AssertSameDevice(Device, reading.Device);
        Assert.Empty(reading.Problems);
        Assert.Null(reading.Unreadable);
    }

    [Fact]
    public void EventsNameTheirRecords() =>
        Assert.Equal([4, 5, 6], Reading.Of(Written(Events, Device)).Lines);

    [Fact]
    public void NothingIsKnownOfADeviceThatWasNotDescribed() =>
        Reading.AssertSameDevice(TraceDevice.Unknown, Reading.Of(Written(Events)).Device);

    [Fact]
    public void LaterDescriptionReplacesTheEarlier()
    {
        var stream = new MemoryStream();
        var writer = new BinaryTraceWriter(stream);
        writer.Describe(new TraceDevice { PciAddress = "00:03.0", Regions = [new(1, RegionSpace.Port, 0xc000, 0x20)] });
        writer.Write(Events);
        writer.Describe(Device with { Regions = [new(1, RegionSpace.Port, 0xd000, 0x20), Device.Regions[0]] });
        writer.Complete();
        var reading = Reading.Of(stream.ToArray());
        Reading.AssertSameDevice(Device with { Regions = [Device.Regions[0], new(1, RegionSpace.Port, 0xd000, 0x20)] }, reading.Device);
        Assert.Equal(Events, reading.Events);
    }

    [Fact]
    public void WhatIsKnownAlreadyIsNotWrittenAgain()
    {
        using var writer = new BinaryTraceWriter(new MemoryStream());
        writer.Describe(Device);
        writer.Describe(Device with { });
        Assert.Equal(3, writer.Records);
        Assert.Equal(0, writer.Events);
    }

    [Fact]
    public void SourceOfTheLongestLengthIsRead()
    {
        var source = new string('x', BinaryTraceFormat.LongestSource);
        Assert.Equal(source, Reading.Of(Written(Events, source: source)).Source);
    }

    [Fact]
    public void LongerSourceIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new BinaryTraceWriter(new MemoryStream(), new string('x', BinaryTraceFormat.LongestSource + 1)));

    [Fact]
    public void SourceShowsNoControlCharacter() =>
        Assert.Equal("a.[31mb", Reading.Of(Written(Events, source: "a\u001b[31mb")).Source);

    [Theory]
    [InlineData(TraceEventKind.None)]
    [InlineData((TraceEventKind)14)]
    [InlineData((TraceEventKind)0xff)]
    public void KindThatIsNoEventIsNotWritten(TraceEventKind kind)
    {
        using var writer = new BinaryTraceWriter(new MemoryStream());
        Assert.Throws<ArgumentException>(() => writer.Write([new TraceEvent(kind, 0, 1, 0, 0)]));
    }

    [Fact]
    public void NothingIsWrittenAfterTheEnd()
    {
        using var writer = new BinaryTraceWriter(new MemoryStream());
        writer.Complete();
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.Write(Events));
    }

    [Fact]
    public void WriterThatIsNotCompletedLeavesARecordingThatEndsEarly()
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryTraceWriter(stream))
            writer.Write(Events);
        var reading = Reading.Of(stream.ToArray());
        Assert.Equal(Events, reading.Events.SkipLast(1));
        Assert.Equal((4L, TraceProblem.EndsEarly), (Assert.Single(reading.Problems).Line, reading.Problems[0].Kind));
    }

    [Fact]
    public void CutAnywhereItEndsEarlyAndKeepsWhatIsBefore()
    {
        var whole = Written(Events, Device, "a source");
        for (var length = 2 * HeaderSize; length < whole.Length; length++)
        {
            var cut = Reading.Of(whole[..length]);
            Assert.Equal(TraceProblem.EndsEarly, Assert.Single(cut.Problems).Kind);
            Assert.Equal(TraceEventKind.Gap, cut.Events[^1].Kind);
            Assert.Equal(Events.Take(cut.Events.Count - 1), cut.Events.SkipLast(1));
        }
    }

    [Fact]
    public void CutWithinARecordItSaysSo() =>
        Assert.Equal("the recording ends within a record", Assert.Single(Reading.Of(Written(Events)[..^1]).Problems).Message);

    [Fact]
    public void CutWithinItsHeaderItIsUnreadable()
    {
        var whole = Written(Events, Device, "a source");
        for (var length = 8; length < 2 * HeaderSize; length++)
            Assert.Contains("ends within its header", Reading.Of(whole[..length]).Unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "format version 2")]
    [InlineData(10, "header is damaged")]
    [InlineData(13, "header is damaged")]
    [InlineData(14, "header is damaged")]
    public void HeaderThatIsWrongIsUnreadable(int at, string expected)
    {
        var bytes = Written(Events);
        bytes[at] ^= at == 8 ? (byte)3 : (byte)0x80;
        Assert.Contains(expected, Reading.Of(bytes).Unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(0xef)]
    [InlineData(0xfe)]
    public void RecordOfAnUnknownKindIsAGap(byte kind)
    {
        var bytes = Written(Events);
        bytes[HeaderSize + RecordSize] = kind;
        var reading = Reading.Of(bytes);
        Assert.Equal([Events[0], new TraceEvent(TraceEventKind.Gap, 0, 1, 0, 0), Events[2]], reading.Events);
        Assert.Equal((2L, TraceProblem.Torn), (Assert.Single(reading.Problems).Line, reading.Problems[0].Kind));
        Assert.Equal([1, 2, 3], reading.Lines);
    }

    [Fact]
    public void RecordsThatWereTakenOutAreMissed()
    {
        var bytes = Written(Events);
        byte[] without = [.. bytes[..HeaderSize], .. bytes[(HeaderSize + RecordSize)..]];
        var reading = Reading.Of(without);
        Assert.Equal("the recording was made of 3 records, and 2 are here", Assert.Single(reading.Problems).Message);
        Assert.Equal(TraceEventKind.Gap, reading.Events[^1].Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(5_000)]
    public void WhatFollowsTheEndIsAProblem(int length)
    {
        var reading = Reading.Of([.. Written(Events), .. new byte[length]]);
        Assert.Equal(TraceProblem.TrailingData, Assert.Single(reading.Problems).Kind);
        Assert.Equal(Events, reading.Events.SkipLast(1));
    }

    [Fact]
    public void EventsThatFollowTheEndAreNotRead()
    {
        byte[] two = [.. Written(Events), .. Written(Events)[HeaderSize..]];
        var reading = Reading.Of(new ChoppedStream(two, _ => RecordSize));
        Assert.Equal(TraceProblem.TrailingData, Assert.Single(reading.Problems).Kind);
        Assert.Equal(Events, reading.Events.SkipLast(1));
    }

    [Fact]
    public void GapOfTheSourceIsAProblemAgain()
    {
        TraceEvent[] events = [Events[0], new(TraceEventKind.Gap, 0, 1, 0, 12, 5), Events[1], new(TraceEventKind.Gap, 0, 1, 0, 0)];
        var reading = Reading.Of(Written(events));
        Assert.Equal(events, reading.Events);
        Assert.Equal(["12 events were lost", "events were lost"], reading.Problems.Select(problem => problem.Message));
        Assert.Equal([2, 4], reading.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void CompressedAndCutItEndsEarly()
    {
        var reading = Reading.Of(Reading.Gzip(Written(Events))[..^1]);
        Assert.Equal("compressed data ends early", Assert.Single(reading.Problems).Message);
        Assert.Equal(Events, reading.Events.SkipLast(1));
    }

    [Fact]
    public void FileOfTheDocumentationIsReadAsItSays()
    {
        var lines = File.ReadAllLines(RepositoryFiles.PathOf("docs", "trace-format.md"));
        var hex = lines.SkipWhile(line => !line.StartsWith("00000000 ", StringComparison.Ordinal))
            .TakeWhile(line => line.Length > 58)
            .Select(line => line[10..58].Replace(" ", "", StringComparison.Ordinal));
        var bytes = Convert.FromHexString(string.Concat(hex));
        Assert.Equal(bytes, Written(Events, Device with { Subsystem = null, PciAddress = "00:03.0", Regions = [Device.Regions[0]] }, "example"));
        Assert.Equal(Events, Reading.Of(bytes).Events);
    }

    internal static byte[] Written(ReadOnlySpan<TraceEvent> events, TraceDevice? device = null, string source = "")
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryTraceWriter(stream, source))
        {
            writer.Describe(device ?? TraceDevice.Unknown);
            writer.Write(events);
            writer.Complete();
        }

        return stream.ToArray();
    }
}

using System.Text;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

public sealed class FormatTests
{
    [Theory]
    [InlineData("", "the recording is empty")]
    [InlineData("28b52ffd0458", "decompress it with zstd -d")]
    [InlineData("fd377a585a00", "decompress it with xz -d")]
    [InlineData("d4c3b2a10200", "a capture of frames")]
    [InlineData("0a0d0d0a1c00", "a capture of frames")]
    [InlineData("ffffffffffffffffb429a40acb77b1f2", "record with the log backend")]
    [InlineData("50455246494c45326800000000000000", "give the output of perf script")]
    [InlineData("17084474726163696e67360000000000", "give the output of trace-cmd report")]
    [InlineData("7f454c46020101000000", "no text, and no binary format that is known")]
    public void WhatIsNoRecordingSaysWhatItIsAndWhatIsKnown(string hex, string expected)
    {
        var reading = Reading.Of(Convert.FromHexString(hex));
        Assert.Contains(expected, reading.Unreadable, StringComparison.Ordinal);
        Assert.Contains("QEMU's log backend", reading.Unreadable, StringComparison.Ordinal);
        Assert.Contains(".vpt", reading.Unreadable, StringComparison.Ordinal);
        Assert.Empty(reading.Events);
    }

    [Theory]
    [InlineData("QEMU log", "memory_region_ops_read cpu 0 mr 0x1 addr 0x300 value 0x1 size 1 name 'ne2000'")]
    [InlineData("KVM events", "qemu-1 [000] 1.000000: kvm_pio: pio_read at 0x300 size 1 count 1 val 0x1 ")]
    [InlineData("mmiotrace", "R 1 1.000000 1 0xfebf0000 0x1 0x0 0")]
    [InlineData("VFIO trace", "vfio_region_read  (0000:02:00.0:region0+0x0, 1) = 0x1")]
    [InlineData("qtest log", "[R +0.000001] outb 0x300 1\n[S +0.000002] OK")]
    [InlineData("qtest script", "outb 0x300 1")]
    public void FormatIsWhatTheFirstLineOfItSays(string format, string lines)
    {
        Assert.Contains(format, LineCaseTests.Files.Keys);
        var text = Encoding.ASCII.GetBytes("# whatever stands above\n" + lines + "\n");
        foreach (var bytes in new[] { text, Reading.Gzip(text) })
        {
            using var reader = TraceReaders.Open(new MemoryStream(bytes), new TraceReaderOptions { Base = lines.Contains("feb", StringComparison.Ordinal) ? 0xfebf0000u : lines.Contains("0x300", StringComparison.Ordinal) ? 0x300u : null });
            var summary = TraceSummary.Of(reader);
            Assert.Equal((format, 1, 1), (summary.Format, summary.Events, summary.SkippedLines));
        }
    }

    [Fact]
    public void EmptyGzipIsAnEmptyRecording() =>
        Assert.Contains("the recording is empty", Reading.Of(Reading.Gzip([])).Unreadable, StringComparison.Ordinal);

    [Fact]
    public void GzipInGzipIsNotUnpackedForever() =>
        Assert.Contains("twice", Reading.Of(Reading.Gzip(Reading.Gzip(Encoding.ASCII.GetBytes("text")))).Unreadable, StringComparison.Ordinal);

    [Fact]
    public void TextThatIsNoLogSaysWhatIsKnown() =>
        Assert.Contains("Recordings are known as", Reading.Of("hello\n").Unreadable, StringComparison.Ordinal);

    [Fact]
    public void ReaderDisposesItsStream()
    {
        foreach (var bytes in new byte[][] { [], [1, 0], [(byte)'x'], Reading.Gzip([(byte)'x']) })
        {
            var stream = new MemoryStream(bytes);
            TraceReaders.Open(stream).Dispose();
            Assert.False(stream.CanRead);
        }
    }
}

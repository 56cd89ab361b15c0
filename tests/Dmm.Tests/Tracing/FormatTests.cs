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
    [InlineData("7f454c46020101000000", "no text, and no binary format that is known")]
    public void WhatIsNoRecordingSaysWhatItIsAndWhatIsKnown(string hex, string expected)
    {
        var reading = Reading.Of(Convert.FromHexString(hex));
        Assert.Contains(expected, reading.Unreadable, StringComparison.Ordinal);
        Assert.Contains("QEMU's log backend", reading.Unreadable, StringComparison.Ordinal);
        Assert.Contains(".vpt", reading.Unreadable, StringComparison.Ordinal);
        Assert.Empty(reading.Events);
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

using System.IO.Compression;
using System.Text;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Tracing;

/// <summary>The runtime's decompressor says nothing when its input ends early, so that this reader does is held here at every byte.</summary>
public sealed class GzipTests
{
    private const int HeaderLength = 10;
    private static readonly byte[] Log = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(
        i => $"1@5.{i * 7919 % 1000:d6}:memory_region_ops_read cpu 0 mr 0x1 addr 0x3{i % 32:x2} value 0x{i * i % 251:x} size 1 name 'x'\n")));

    private static readonly TraceReaderOptions AtPort300 = new() { Base = 0x300 };

    [Fact]
    public void CutAnywhereItEndsEarlyAndKeepsWhatIsBefore()
    {
        var whole = Reading.Of(Log, AtPort300);
        var compressed = Reading.Gzip(Log);
        for (var length = HeaderLength; length < compressed.Length; length++)
        {
            var cut = Reading.Of(compressed[..length], AtPort300);
            if (cut.Unreadable is not null)
            {
                Assert.Contains("ends early", cut.Unreadable, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal(TraceProblem.EndsEarly, Assert.Single(cut.Problems).Kind);
            Assert.Equal(TraceEventKind.Gap, cut.Events[^1].Kind);
            Assert.Equal(whole.Events.Take(cut.Events.Count - 1), cut.Events.SkipLast(1));
        }
    }

    [Fact]
    public void CutWithoutCompressionItEndsEarlyToo()
    {
        // What follows the cut would be taken for the text itself, byte by byte.
        var cut = Reading.Of(Reading.Gzip(Log, CompressionLevel.NoCompression)[..(Log.Length / 2)], AtPort300);
        Assert.Equal(TraceProblem.EndsEarly, Assert.Single(cut.Problems).Kind);
        Assert.Equal(Reading.Of(Log, AtPort300).Events.Take(cut.Events.Count - 1), cut.Events.SkipLast(1));
    }

    [Fact]
    public void CutInTheSumAtItsEndItHasAllEvents()
    {
        var cut = Reading.Of(Reading.Gzip(Log)[..^1], AtPort300);
        Assert.Equal(201, cut.Events.Count);
        Assert.Equal(201, Assert.Single(cut.Problems).Line);
    }

    [Fact]
    public void WrongSumAtTheEndIsDamage()
    {
        var compressed = Reading.Gzip(Log);
        compressed[^6] ^= 1;
        var damaged = Reading.Of(compressed, AtPort300);
        Assert.Contains("compressed data is damaged", Assert.Single(damaged.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralMembersAreOneRecording()
    {
        var half = Log.Length / 2;
        byte[] members = [.. Reading.Gzip(Log[..half]), .. Reading.Gzip([]), .. Reading.Gzip(Log[half..])];
        Reading.AssertSame(Reading.Of(Log, AtPort300), Reading.Of(members, AtPort300));
    }

    [Fact]
    public void AnyTextInAnyReadsIsWhole() => Prop.ForAll<byte[], byte>((text, size) =>
    {
        var compressed = new ChoppedStream(Reading.Gzip(text), _ => size);
        using var input = GzipInput.Over(new TraceInput(compressed));
        using var copy = new MemoryStream();
        input.CopyTo(copy, Math.Max(1, (int)size));
        return copy.ToArray().AsSpan().SequenceEqual(text) && input.Failure is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyTextCutAnywhereIsNotWhole() => Prop.ForAll<byte[], ushort>((text, cut) =>
    {
        var compressed = Reading.Gzip(text);
        using var input = GzipInput.Over(new TraceInput(new MemoryStream(compressed[..(1 + (cut % (compressed.Length - 1)))])));
        using var copy = new MemoryStream();
        input.CopyTo(copy);
        return text.AsSpan().StartsWith(copy.ToArray()) && input.Failure is not null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void FailingStreamIsAProblemAndNoException()
    {
        var reading = Reading.Of(new ChoppedStream(Log, reads => reads < 3 ? 2_000 : throw new IOException("the disk is gone")), AtPort300);
        Assert.Equal("reading failed: the disk is gone", Assert.Single(reading.Problems).Message);
        Assert.Equal(TraceEventKind.Gap, reading.Events[^1].Kind);
    }

    [Fact]
    public void StreamThatFailedOnceIsNotReadOn()
    {
        var stream = new ChoppedStream(Log, reads => reads != 1 ? 5 : throw new IOException("the disk is gone"));
        Assert.Contains("the disk is gone", Reading.Of(stream, AtPort300).Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public void FailingStreamBelowGzipIsNamedAsSuch()
    {
        var compressed = Reading.Gzip(Log);
        var reading = Reading.Of(new ChoppedStream(compressed, reads => reads < 2 ? 600 : throw new IOException("the disk is gone")), AtPort300);
        Assert.Equal("reading failed: the disk is gone", Assert.Single(reading.Problems).Message);
    }
}

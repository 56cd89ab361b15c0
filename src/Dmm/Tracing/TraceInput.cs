using System.Diagnostics.CodeAnalysis;

namespace Dmm.Tracing;

/// <summary>
/// A stream from outside for readers that must not throw: its first bytes can be looked at, and a failure to read is
/// the end of the stream and a text.
/// </summary>
/// <remarks>A stream itself, so that a decompressor can sit on one and be wrapped into another.</remarks>
internal class TraceInput(Stream source) : Stream
{
    private readonly byte[] head = new byte[16];
    private int headLength;
    private int headRead;

    /// <summary>Why reading stopped before the end, or null.</summary>
    public string? Failure { get; protected set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first 16 bytes, fewer if there are no more. To be called before the first read.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        for (int n; headLength < head.Length && (n = ReadSource(head.AsSpan(headLength))) > 0;)
            headLength += n;
        return head.AsSpan(0, headLength);
    }

    public override int Read(Span<byte> buffer)
    {
        if (headRead == headLength)
            return Failure is null ? ReadSource(buffer) : 0;
        var n = Math.Min(buffer.Length, headLength - headRead);
        head.AsSpan(headRead, n).CopyTo(buffer);
        headRead += n;
        return n;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    [ExcludeFromCodeCoverage]
    public override void Flush() => throw new NotSupportedException();

    [ExcludeFromCodeCoverage]
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    [ExcludeFromCodeCoverage]
    public override void SetLength(long value) => throw new NotSupportedException();

    [ExcludeFromCodeCoverage]
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads from below; a failure there becomes the end and a text.</summary>
    protected virtual int ReadSource(Span<byte> buffer)
    {
        try
        {
            return source.Read(buffer);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Failure ??= $"reading failed: {e.Message}";
            return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}

namespace Dmm.Tests.Tracing;

/// <summary>A stream that cannot be sought in and gives no more bytes at a time than asked.</summary>
internal sealed class ChoppedStream(byte[] bytes, Func<int, int> sizeOfRead) : Stream
{
    private int at;
    private int reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var n = Math.Min(Math.Min(count, bytes.Length - at), Math.Max(1, sizeOfRead(reads++)));
        bytes.AsSpan(at, n).CopyTo(buffer.AsSpan(offset));
        at += n;
        return n;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

namespace Passthrough.Devices.Qemu;

/// <summary>Cuts what comes from a stream into lines. Fixed capacity: an overlong line is reported, not buffered.</summary>
internal sealed class LineBuffer(int capacity)
{
    private readonly byte[] bytes = new byte[capacity];
    private int begin;
    private int end;

    /// <summary>Where the stream's next bytes go. Empty if a line is too long to be held.</summary>
    public Span<byte> Room
    {
        get
        {
            if (begin > 0)
            {
                bytes.AsSpan(begin..end).CopyTo(bytes);
                (begin, end) = (0, end - begin);
            }
            return bytes.AsSpan(end);
        }
    }

    /// <summary>So many bytes were put into the room.</summary>
    public void Added(int count) => end += count;

    /// <summary>Takes the oldest whole line, without its end. It is valid until more room is asked for.</summary>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        line = bytes.AsSpan(begin..end);
        var length = line.IndexOf((byte)'\n');
        if (length < 0)
            return false;
        line = line[..length];
        begin += length + 1;
        return true;
    }
}

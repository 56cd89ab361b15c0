namespace Dmm.Tracing.Text;

/// <summary>Cuts a stream into lines, in one buffer that never grows.</summary>
/// <remarks>
/// The longest line that is parsed here (a DMA with 64 bytes shown) has 210 bytes. <see cref="LongestLine"/> leaves room; what is
/// longer is given as <see cref="LineState.TooLong"/> by its beginning, and how the stream was cut into reads cannot be seen.
/// </remarks>
internal sealed class LineReader(TraceInput input)
{
    public const int LongestLine = 4096;
    private const int BufferSize = 64 * 1024; // what was just copied here is still in the nearest caches when it is read: with 256 KiB reading takes 7 % longer

    private readonly byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;
    private bool droppingLine;

    /// <summary>The number, from 1, of the line given last.</summary>
    public long Line { get; private set; }

    public bool Ended { get; private set; }

    public string? Failure => input.Failure;

    /// <summary>Gives the next line of the buffer without its line ending; valid until <see cref="Fill"/>.</summary>
    public LineState Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = buffer.AsSpan(start, end - start);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
                return Incomplete(rest, out line);
            start += length + 1;
            if (droppingLine)
            {
                droppingLine = false;
                continue;
            }

            Line++;
            if (length > LongestLine)
            {
                line = rest[..LongestLine];
                return LineState.TooLong;
            }

            line = WithoutReturn(rest[..length]);
            return LineState.Whole;
        }
    }

    /// <summary>Reads more into the buffer. False when there was and will be no more.</summary>
    public bool Fill()
    {
        if (Ended)
            return false;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        var n = input.Read(buffer.AsSpan(end));
        Ended = n == 0;
        end += n;
        return true;
    }

    private LineState Incomplete(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (droppingLine)
        {
            start = end;
            return LineState.None;
        }

        if (rest.Length > LongestLine)
        {
            line = rest[..LongestLine];
            start = end;
            droppingLine = true;
            Line++;
            return LineState.TooLong;
        }

        // A last line that a failure cut is part of that failure.
        if (!Ended || rest.IsEmpty || Failure is not null)
            return LineState.None;
        line = WithoutReturn(rest);
        start = end;
        Line++;
        return LineState.Unterminated;
    }

    private static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) =>
        line.EndsWith("\r"u8) ? line[..^1] : line;
}

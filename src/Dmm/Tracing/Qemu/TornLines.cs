namespace Dmm.Tracing.Qemu;

/// <summary>Tells a piece of a line that was understood, had it been whole, from text that has nothing to do with it.</summary>
/// <remarks>
/// A log loses bytes where its writer is killed, its disk is full, it is rotated, or two processes write to it. Each leaves
/// a beginning, an end, or two lines glued together.
/// </remarks>
internal static class TornLines
{
    private const int ShortestName = 4;

    private const int UnnamedFrom = 2;

    // The words of an access line, from its end; null is a value. Older lines end with the size.
    private static readonly byte[]?[] WordsFromEnd =
    [
        null, "name"u8.ToArray(), null, "size"u8.ToArray(), null, "value"u8.ToArray(),
        null, "addr"u8.ToArray(), null, "mr"u8.ToArray(), null, "cpu"u8.ToArray(),
    ];

    /// <summary>Whether a line that was not understood is a piece of one that would have been.</summary>
    /// <param name="line">The line.</param>
    /// <param name="name">What follows its prefix, if it has one.</param>
    /// <param name="terminated">Whether a newline ends it.</param>
    public static bool Contains(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, bool terminated)
    {
        var hasPrefix = name.Length < line.Length;
        if (hasPrefix || name.Length >= ShortestName)
        {
            if (EventNames.BeginsWith(name))
                return true;
        }

        if (!hasPrefix && LinePrefix.IsCut(line) && (!terminated || line.Contains((byte)'@')))
            return true;
        return HoldsAccess(name) || (!hasPrefix && IsEnd(line));
    }

    // Two lines glued together: an access begins after something else.
    private static bool HoldsAccess(ReadOnlySpan<byte> name)
    {
        var at = name.IndexOf(EventNames.AccessBegin);
        if (at <= 0)
            return false;
        var rest = name[(at + EventNames.AccessBegin.Length)..];
        return rest.StartsWith("read cpu "u8) || rest.StartsWith("write cpu "u8)
            || rest.StartsWith("read mr "u8) || rest.StartsWith("write mr "u8);
    }

    private static bool IsEnd(ReadOnlySpan<byte> line)
    {
        var isNamed = line.EndsWith("'"u8);
        if (!isNamed && (line.IndexOf(" size "u8) < 0 || line.IndexOf("0x"u8) < 0))
            return false;
        foreach (var expected in WordsFromEnd.AsSpan(isNamed ? 0 : UnnamedFrom))
        {
            var space = line.LastIndexOf((byte)' ');
            var word = line[(space + 1)..];
            if (space < 0)
                return expected is null || expected.AsSpan().EndsWith(word);
            if (expected is not null && !word.SequenceEqual(expected))
                return false;
            line = line[..space];
        }

        return "memory_region_ops_write"u8.EndsWith(line) || "memory_region_ops_read"u8.EndsWith(line);
    }
}

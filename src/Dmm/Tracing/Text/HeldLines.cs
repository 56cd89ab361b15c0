namespace Dmm.Tracing.Text;

/// <summary>Lines that are held back until it is known what they are, in one bounded buffer.</summary>
/// <remarks>Reports give a script of qtest and then QEMU's log of it; the log says more, and the same twice would be wrong.</remarks>
internal sealed class HeldLines
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly List<(int Start, int Length, long Line, LineState State)> lines = [];
    private byte[] bytes = [];
    private int used;
    private int next;
    private bool isReleased;

    /// <summary>Whether lines are held back.</summary>
    public bool IsHolding => !isReleased && lines.Count > 0;

    /// <summary>Whether no more lines may be held.</summary>
    public bool IsFull => used >= MostBytes;

    /// <summary>Holds a line back.</summary>
    public void Add(ReadOnlySpan<byte> line, long number, LineState state)
    {
        if (used + line.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, used + LineReader.LongestLine));
        line.CopyTo(bytes.AsSpan(used));
        lines.Add((used, line.Length, number, state));
        used += line.Length;
    }

    /// <summary>From now on the lines are given back.</summary>
    public void Release() => isReleased = true;

    /// <summary>Gives the next line back; false when there is none, or when they are still held.</summary>
    public bool TryTake(out ReadOnlySpan<byte> line, out long number, out LineState state)
    {
        line = default;
        (number, state) = (0, LineState.None);
        if (!isReleased || next == lines.Count)
            return false;
        var (start, length, at, how) = lines[next++];
        line = bytes.AsSpan(start, length);
        (number, state) = (at, how);
        return true;
    }
}

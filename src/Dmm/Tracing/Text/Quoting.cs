namespace Dmm.Tracing.Text;

/// <summary>Takes off a line what mails, issues and pages put around it: quote marks, indentation, spaces at its end.</summary>
/// <remarks>
/// No format has a line that begins with one of these. KVM's lines begin with spaces and end with one, which mean nothing there.
/// </remarks>
internal static class Quoting
{
    private const byte FirstPlain = (byte)' ' + 1;

    // U+FEFF, with which some editors begin a file, and U+00A0, with which pages indent.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    private static ReadOnlySpan<byte> HardSpace => [0xc2, 0xa0];

    /// <summary>The line as it was recorded.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || (line[^1] >= FirstPlain && !IsMark(line[0]) && line[0] < HardSpace[0]))
            return line;
        while (Length(line) is var length and > 0)
            line = line[length..];
        while (!line.IsEmpty && line[^1] < FirstPlain)
            line = line[..^1];
        return line;
    }

    private static int Length(ReadOnlySpan<byte> line) =>
        line.IsEmpty ? 0
        : IsMark(line[0]) ? 1
        : line.StartsWith(HardSpace) ? HardSpace.Length
        : line.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    private static bool IsMark(byte letter) => letter < FirstPlain || letter is (byte)'>' or (byte)'|';
}

namespace Passthrough.Verification.Isolation;

/// <summary>Bytes that tell whose they are wherever they turn up: each follows from the one before it by a rule of its owner's own.</summary>
/// <remarks>
/// In the canaries of mark m, an odd number, byte b is followed by 5 b + m. So from any two bytes in a row follows the only mark that they can
/// have, with no table and at any alignment, and nine in a row agree by chance once in 2^64. The factor is 1 more than a multiple of 4 and
/// the mark is odd, so all 256 values come before one comes again: no two places of a page have the same bytes, and no run of equal bytes
/// is a canary.
/// </remarks>
internal static class Canary
{
    /// <summary>So many bytes in a row may be alike by accident, and prove nothing.</summary>
    public const int LongestAccident = 8;

    /// <summary>Marks are one byte, and odd.</summary>
    public const int MostGuests = 32;

    private const int Kinds = 4;

    /// <summary>The mark of a guest's bytes of a kind.</summary>
    public static byte MarkOf(int guest, CanaryKind kind) => (byte)(2 * (guest * Kinds + (int)kind) + 1);

    /// <summary>Whose bytes of a mark are.</summary>
    public static int GuestOf(byte mark) => mark / 2 / Kinds;

    /// <summary>Which of them.</summary>
    public static CanaryKind KindOf(byte mark) => (CanaryKind)(mark / 2 % Kinds);

    /// <summary>The mark of two bytes in a row; none if it is even.</summary>
    public static byte MarkOf(byte before, byte after) => (byte)(after - 5 * before);

    /// <summary>Fills memory with the canaries that belong at a position: the same position always has the same bytes.</summary>
    public static void Fill(Span<byte> into, byte mark, ulong position)
    {
        var value = At(mark, position);
        foreach (ref var each in into)
        {
            each = value;
            value = (byte)(5 * value + mark);
        }
    }

    /// <summary>The byte at a position.</summary>
    public static byte At(byte mark, ulong position)
    {
        byte value = 0;
        for (var left = position & 0xff; left > 0; left--)
            value = (byte)(5 * value + mark);
        return value;
    }

    /// <summary>How many bytes are not the canaries that belong at a position, and where the first of them is.</summary>
    public static int CountOthers(ReadOnlySpan<byte> bytes, byte mark, ulong position, out int first)
    {
        var value = At(mark, position);
        var count = 0;
        first = -1;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != value && count++ == 0)
                first = i;
            value = (byte)(5 * value + mark);
        }
        return count;
    }
}

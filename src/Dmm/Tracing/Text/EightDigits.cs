using System.Buffers.Binary;

namespace Dmm.Tracing.Text;

/// <summary>Reads eight digits at once, as the eight bytes of one number.</summary>
internal static class EightDigits
{
    private const ulong Zeros = 0x3030303030303030;
    private const ulong HighBits = 0x8080808080808080;
    private const ulong Ones = 0x0101010101010101;

    /// <summary>The last bytes of a text, of which there must be eight; those before the last <paramref name="digits"/> become zeros.</summary>
    public static ulong Last(ReadOnlySpan<byte> text, int digits)
    {
        var kept = ulong.MaxValue << (64 - 8 * digits);
        return (BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]) & kept) | (Zeros & ~kept);
    }

    /// <summary>Eight decimal digits, the first of them in the lowest byte.</summary>
    public static bool TryDecimal(ulong eight, out uint value)
    {
        value = 0;
        // A digit neither passes 9 when 0x46 is added nor falls below 0 when '0' is taken away.
        if ((((eight + 0x4646464646464646) | (eight - Zeros)) & HighBits) != 0)
            return false;
        var pairs = (eight - Zeros) * 10 + ((eight - Zeros) >> 8);
        value = (uint)(((pairs & 0x000000ff000000ff) * 0x000f424000000064 + ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32);
        return true;
    }

    /// <summary>Eight hexadecimal digits, the first of them in the lowest byte.</summary>
    public static bool TryHex(ulong eight, out uint value)
    {
        value = 0;
        var digits = (eight & (0x0f * Ones)) + ((eight >> 6) & Ones) * 9; // letters have bit 6
        // Written again as digits they must be what was read, whose letters may be large, and no control characters.
        var written = digits + Zeros + (((digits + 6 * Ones) >> 4) & Ones) * 39;
        if (((digits & (0xf0 * Ones)) | (written ^ (eight | (0x20 * Ones)))) != 0 || (((eight >> 5) | (eight >> 6)) & Ones) != Ones)
            return false;
        var bytes = ((digits << 4) | (digits >> 8)) & 0x00ff00ff00ff00ff;
        var pairs = ((bytes << 8) | (bytes >> 16)) & 0x0000ffff0000ffff;
        value = (uint)((pairs << 16) | (pairs >> 32));
        return true;
    }
}

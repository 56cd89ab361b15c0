namespace Dmm.Modeling.Model;

/// <summary>The hash by which NICs look up groups: the upper six bits of the CRC-32 of the address.</summary>
/// <remarks>
/// The CRC is that of IEEE 802.3, 3.2.9, as it stands in the NIC after the last bit of the address: bits come in the order in which they
/// are sent, lowest of each byte first, and the complement that ends a frame is not taken. Six bytes need no table.
/// </remarks>
internal static class GroupHash
{
    private const uint Polynomial = 0x04c11db7, ReflectedPolynomial = 0xedb88320;

    /// <summary>Which of 64 bits stands for an address.</summary>
    public static int BitOf(ReadOnlySpan<byte> address)
    {
        var crc = uint.MaxValue;
        foreach (var each in address)
            for (var bit = 0; bit < 8; bit++)
                crc = (crc << 1) ^ (Polynomial & (0 - ((crc >> 31) ^ (uint)(each >> bit & 1))));
        return (int)(crc >> 26);
    }

    /// <summary>Which of 64 bits stands for an address where the NIC keeps the CRC with its lowest bit first.</summary>
    public static int ReflectedBitOf(ReadOnlySpan<byte> address)
    {
        var crc = uint.MaxValue;
        foreach (var each in address)
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (ReflectedPolynomial & (0 - ((crc ^ (uint)(each >> bit)) & 1)));
        return (int)(crc >> 26);
    }
}

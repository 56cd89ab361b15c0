namespace Passthrough.Devices;

/// <summary>The CRC of IEEE 802.3, 3.2.9: at the end of each frame, and as the hash of multicast addresses.</summary>
internal static class FrameCheckSequence
{
    public const int ByteCount = 4;

    private const uint Polynomial = 0xedb88320; // bits in the order in which they are sent, lowest first

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The frame check sequence of a frame; its lowest byte is sent first.</summary>
    public static uint Of(ReadOnlySpan<byte> frame) => ~Remainder(frame);

    /// <summary>Which of the 64 bits of MAR stands for a multicast address: the six highest bits of the CRC, the first sent highest.</summary>
    public static int MulticastBit(ReadOnlySpan<byte> address)
    {
        var remainder = Remainder(address);
        var bit = 0;
        for (var i = 0; i < 6; i++)
            bit = (bit << 1) | (int)((remainder >> i) & 1);
        return bit;
    }

    private static uint Remainder(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var each in bytes)
            remainder = (remainder >> 8) ^ Table[(byte)(remainder ^ each)];
        return remainder;
    }

    private static uint Entry(int value)
    {
        var entry = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            entry = (entry >> 1) ^ (Polynomial & (0 - (entry & 1)));
        return entry;
    }
}

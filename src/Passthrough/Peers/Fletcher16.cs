namespace Passthrough.Peers;

/// <summary>Fletcher's checksum of 16 bits: two sums modulo 255, the second of which knows the order of the bytes.</summary>
/// <remarks>A guest in 16-bit assembly computes it in a few instructions, which a CRC would not allow.</remarks>
internal static class Fletcher16
{
    private const int Modulus = 255;

    /// <summary>The checksum of a header and the data behind it: the first sum is its low byte.</summary>
    /// <remarks>The sums are reduced once: of a frame they stay far below 32 bits.</remarks>
    public static ushort Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        uint first = 0, second = 0;
        foreach (var each in header)
            second += first += each;
        foreach (var each in data)
            second += first += each;
        return (ushort)(first % Modulus | second % Modulus << 8);
    }
}

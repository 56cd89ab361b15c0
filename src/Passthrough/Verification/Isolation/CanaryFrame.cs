using System.Buffers.Binary;

namespace Passthrough.Verification.Isolation;

/// <summary>A frame of the test traffic: addresses, a number, and canaries of the guest whose it is.</summary>
/// <remarks>
/// <code>
///  0 destination   6 source   12 EtherType 88 b5 (IEEE: local experimental)   14 number, 2 bytes, little-endian
/// 16 two bytes that may change on the way: a checksum       18 canaries from the number's position
/// </code>
/// A frame that comes for a guest is made of its canaries of that kind, no matter who sends it.
/// </remarks>
internal static class CanaryFrame
{
    /// <summary>Bytes before the canaries.</summary>
    public const int HeaderBytes = 18;

    /// <summary>Bytes of the shortest frame.</summary>
    public const int LeastBytes = 60;

    /// <summary>Bytes of an address.</summary>
    public const int AddressBytes = 6;

    /// <summary>Where the address of the sender is.</summary>
    public const int SourceAt = AddressBytes;

    private const int TypeAt = 12, NumberAt = 14, ChecksumAt = 16;

    /// <summary>The address of everybody beyond the wire.</summary>
    public static byte[] PeerAddress { get; } = [2, 9, 9, 9, 9, 9];

    /// <summary>Makes a frame.</summary>
    public static void Write(Span<byte> into, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source, byte mark, ushort number)
    {
        destination.CopyTo(into);
        source.CopyTo(into[AddressBytes..]);
        BinaryPrimitives.WriteUInt16BigEndian(into[TypeAt..], 0x88b5);
        BinaryPrimitives.WriteUInt16LittleEndian(into[NumberAt..], number);
        BinaryPrimitives.WriteUInt16LittleEndian(into[ChecksumAt..], 0);
        Canary.Fill(into[HeaderBytes..], mark, number);
    }

    /// <summary>The number of a frame, if it is exactly as it was made.</summary>
    /// <returns>Null if it is not.</returns>
    public static ushort? NumberOf(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source, byte mark)
    {
        if (frame.Length < LeastBytes || !frame[..AddressBytes].SequenceEqual(destination) || !frame.Slice(AddressBytes, AddressBytes).SequenceEqual(source)
            || BinaryPrimitives.ReadUInt16BigEndian(frame[TypeAt..]) != 0x88b5)
            return null;
        var number = BinaryPrimitives.ReadUInt16LittleEndian(frame[NumberAt..]);
        return Canary.CountOthers(frame[HeaderBytes..], mark, number, out _) == 0 ? number : null;
    }
}

using System.Buffers.Binary;

namespace Passthrough.Peers;

/// <summary>A frame of the test traffic: it tells which it is, and every byte of it can be checked.</summary>
/// <remarks>
/// The layout is fixed, for guests in other languages build it too. Numbers are little-endian, but for the EtherType:
/// <code>
///  0 destination   6 source   12 EtherType 88 b5 (IEEE: local experimental)
/// 14 stream, 2 bytes: the guest's number          16 sequence, 4 bytes: from 0
/// 20 replies, 2 bytes: how many a request wants; in a reply which of them it is, from 1
/// 22 data length, 2 bytes                         24 checksum, 2 bytes: Fletcher-16 of bytes 14 to 23 and the data
/// 26 data, byte i: sequence + 7 i + 13 stream     then zeros up to 60 bytes
/// </code>
/// That padding is zero is checked too: bytes of another guest that was there before would show in it.
/// </remarks>
/// <param name="Stream">The number of the guest whose request it is.</param>
/// <param name="Sequence">Which request of that guest.</param>
/// <param name="Replies">In a request the replies wanted, in a reply its index.</param>
/// <param name="DataBytes">Bytes of data.</param>
internal readonly record struct WorkloadFrame(ushort Stream, uint Sequence, ushort Replies, ushort DataBytes)
{
    /// <summary>Bytes before the data.</summary>
    public const int HeaderBytes = 26;

    /// <summary>Bytes of the shortest frame.</summary>
    public const int LeastBytes = 60;

    /// <summary>Bytes of the longest frame that Ethernet carries, without the frame check sequence.</summary>
    public const int MostBytes = 1514;

    /// <summary>Bytes of an address.</summary>
    public const int AddressBytes = 6;

    private const ushort EtherType = 0x88b5;
    private const int EtherTypeAt = 12, StreamAt = 14, SequenceAt = 16, RepliesAt = 20, DataBytesAt = 22, ChecksumAt = 24;

    /// <summary>Bytes of the whole frame.</summary>
    public int FrameBytes => Math.Max(LeastBytes, HeaderBytes + DataBytes);

    /// <summary>Writes the frame.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="ArgumentException">There is no room for it, or it is longer than Ethernet carries.</exception>
    public int Write(Span<byte> into, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source)
    {
        if (FrameBytes > MostBytes || into.Length < FrameBytes)
            throw new ArgumentException($"a frame of {FrameBytes} bytes does not fit", nameof(into));
        var frame = into[..FrameBytes];
        frame.Clear();
        destination[..AddressBytes].CopyTo(frame);
        source[..AddressBytes].CopyTo(frame[AddressBytes..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[EtherTypeAt..], EtherType);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[StreamAt..], Stream);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[SequenceAt..], Sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[RepliesAt..], Replies);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[DataBytesAt..], DataBytes);
        var data = frame.Slice(HeaderBytes, DataBytes);
        for (var i = 0; i < data.Length; i++)
            data[i] = DataAt(i);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[ChecksumAt..], Fletcher16.Of(frame[StreamAt..ChecksumAt], data));
        return frame.Length;
    }

    /// <summary>Reads a frame and checks every byte of it after the addresses.</summary>
    public static WorkloadFrameState Parse(ReadOnlySpan<byte> frame, out WorkloadFrame parsed)
    {
        parsed = default;
        if (frame.Length < StreamAt || BinaryPrimitives.ReadUInt16BigEndian(frame[EtherTypeAt..]) != EtherType)
            return WorkloadFrameState.Foreign;
        if (frame.Length is < LeastBytes or > MostBytes)
            return WorkloadFrameState.Damaged;
        parsed = new WorkloadFrame(
            BinaryPrimitives.ReadUInt16LittleEndian(frame[StreamAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(frame[SequenceAt..]),
            BinaryPrimitives.ReadUInt16LittleEndian(frame[RepliesAt..]),
            BinaryPrimitives.ReadUInt16LittleEndian(frame[DataBytesAt..]));
        return parsed.IsWhole(frame) ? WorkloadFrameState.Whole : WorkloadFrameState.Damaged;
    }

    /// <summary>Whether an address is that of a group, and not that of everybody.</summary>
    public static bool IsGroup(ReadOnlySpan<byte> address) => (address[0] & 1) != 0 && address[..AddressBytes].ContainsAnyExcept(byte.MaxValue);

    private bool IsWhole(ReadOnlySpan<byte> frame)
    {
        if (DataBytes > frame.Length - HeaderBytes)
            return false;
        var data = frame.Slice(HeaderBytes, DataBytes);
        if (BinaryPrimitives.ReadUInt16LittleEndian(frame[ChecksumAt..]) != Fletcher16.Of(frame[StreamAt..ChecksumAt], data))
            return false;
        for (var i = 0; i < data.Length; i++)
            if (data[i] != DataAt(i))
                return false;
        return !frame[(HeaderBytes + DataBytes)..].ContainsAnyExcept((byte)0);
    }

    private byte DataAt(int i) => (byte)(Sequence + 7 * i + 13 * Stream);
}

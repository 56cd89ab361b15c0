using System.Buffers.Binary;

namespace Passthrough.Guests.VfioUser;

/// <summary>The 16 bytes that every message begins with, little-endian as on the machines that speak this protocol.</summary>
/// <param name="Id">A number that the reply repeats.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Size">Bytes of the whole message.</param>
/// <param name="Flags">What kind of message this is, and whether a reply is wanted.</param>
/// <param name="Error">In a reply that says no, why: an errno.</param>
internal readonly record struct MessageHead(ushort Id, MessageKind Kind, uint Size, uint Flags, uint Error)
{
    /// <summary>Bytes of it.</summary>
    public const int Bytes = 16;

    private const uint TypeMask = 0xf, IsReplyFlag = 1, NoReplyFlag = 0x10, ErrorFlag = 0x20;

    /// <summary>Whether it asks for something, and is no answer.</summary>
    public bool IsRequest => (Flags & TypeMask) == 0;

    /// <summary>Whether the sender does not wait for a reply: a posted write.</summary>
    public bool WantsNoReply => (Flags & NoReplyFlag) != 0;

    /// <summary>Reads one.</summary>
    public static MessageHead Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (MessageKind)BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));

    /// <summary>The head of the reply to it.</summary>
    /// <param name="bodyBytes">Bytes of the reply's body.</param>
    /// <param name="error">An errno; 0 if all is well.</param>
    public MessageHead Reply(int bodyBytes, int error = 0) =>
        new(Id, Kind, (uint)(Bytes + bodyBytes), error == 0 ? IsReplyFlag : IsReplyFlag | ErrorFlag, (uint)error);

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Id);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)Kind);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Size);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Error);
    }
}

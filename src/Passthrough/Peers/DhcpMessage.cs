using System.Buffers.Binary;

namespace Passthrough.Peers;

/// <summary>What a DHCP server answers (RFC 2131; options of RFC 2132).</summary>
internal static class DhcpMessage
{
    /// <summary>UDP ports.</summary>
    public const ushort ServerPort = 67, ClientPort = 68;

    /// <summary>Bytes before the options of a request, and of a whole reply.</summary>
    public const int LeastBytes = OptionsAt, ReplyBytes = 300;

    private const int OptionsAt = 240, HardwareAt = 28;
    private const byte Request = 1, Reply = 2, End = 255, Pad = 0, TypeOption = 53;
    private const byte Discover = 1, Offer = 2, Want = 3, Acknowledge = 5;

    /// <summary>The kind of message that a request is answered with; null if it is not answered.</summary>
    public static byte? ReplyTo(ReadOnlySpan<byte> request)
    {
        if (request[0] != Request || BinaryPrimitives.ReadUInt32BigEndian(request[236..]) != 0x63825363)
            return null;
        for (var at = OptionsAt; at < request.Length && request[at] != End;)
        {
            if (request[at] == Pad)
            {
                at++;
                continue;
            }
            if (at + 1 >= request.Length || at + 2 + request[at + 1] > request.Length)
                return null;
            if (request[at] == TypeOption && request[at + 1] == 1)
                return request[at + 2] switch { Discover => Offer, Want => Acknowledge, _ => null };
            at += 2 + request[at + 1];
        }
        return null;
    }

    /// <summary>Writes a reply that gives an address.</summary>
    public static void Write(Span<byte> reply, ReadOnlySpan<byte> request, byte kind, uint address, uint router, uint netmask)
    {
        request[..HardwareAt].CopyTo(reply);
        reply[0] = Reply;
        reply[12..28].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(reply[16..], address);
        BinaryPrimitives.WriteUInt32BigEndian(reply[20..], router);
        request.Slice(HardwareAt, 16).CopyTo(reply[HardwareAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(reply[236..], 0x63825363);
        var at = OptionsAt;
        reply[at++] = TypeOption;
        reply[at++] = 1;
        reply[at++] = kind;
        foreach (var (option, value) in (ReadOnlySpan<(byte, uint)>)[(54, router), (51, 86_400), (1, netmask), (3, router)])
        {
            reply[at] = option;
            reply[at + 1] = 4;
            BinaryPrimitives.WriteUInt32BigEndian(reply[(at + 2)..], value);
            at += 6;
        }
        reply[at] = End;
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Peers;

/// <summary>The router of a small network that needs no other program: it answers ARP and pings at 10.0.2.2, and gives addresses by DHCP.</summary>
/// <remarks>RFC 826, 792 and 2131, as little of them as a guest needs to come up and be pinged. Nothing is routed anywhere. Anybody can send to it, so its queue is bounded.</remarks>
internal sealed class LanPeer : IPeer
{
    private const int MostWaiting = 1024, MostStations = 64;
    private const int EthernetBytes = 14, IpBytes = 20, UdpBytes = 8, ArpBytes = 28, LeastFrame = 60;
    private const ushort Arp = 0x0806, Ip = 0x0800;
    private const byte Icmp = 1, Udp = 17, EchoRequest = 8;
    private const uint Router = 0x0a000202, FirstStation = 0x0a00020f, Netmask = 0xffffff00;

    private static readonly byte[] Address = [0x52, 0x55, 0x0a, 0x00, 0x02, 0x02];

    private readonly Queue<byte[]> replies = new();
    private readonly List<byte[]> stations = [];

    /// <inheritdoc/>
    public long NextNs => replies.Count > 0 ? 0 : long.MaxValue;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
        if (frame.Length < EthernetBytes || replies.Count >= MostWaiting || (frame[0] & 1) == 0 && !frame[..6].SequenceEqual(Address))
            return;
        var body = frame[EthernetBytes..];
        switch (BinaryPrimitives.ReadUInt16BigEndian(frame[12..]))
        {
            case Arp when body.Length >= ArpBytes:
                AnswerArp(frame, body);
                break;
            case Ip when body.Length >= IpBytes && body[0] == 0x45 && BinaryPrimitives.ReadUInt16BigEndian(body[2..]) is var length && length >= IpBytes && length <= body.Length:
                AnswerIp(frame, body[..length]);
                break;
        }
    }

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => replies.TryDequeue(out frame);

    private void AnswerArp(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> body)
    {
        const ushort request = 1, reply = 2;
        if (BinaryPrimitives.ReadUInt16BigEndian(body[6..]) != request || BinaryPrimitives.ReadUInt32BigEndian(body[24..]) != Router)
            return;
        var answer = Reply(frame, EthernetBytes + ArpBytes, Arp);
        var arp = answer.AsSpan(EthernetBytes);
        body[..8].CopyTo(arp);
        BinaryPrimitives.WriteUInt16BigEndian(arp[6..], reply);
        Address.CopyTo(arp[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(arp[14..], Router);
        body.Slice(8, 10).CopyTo(arp[18..]);
        replies.Enqueue(answer);
    }

    private void AnswerIp(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> packet)
    {
        var data = packet[IpBytes..];
        if (packet[9] == Icmp && data.Length >= 8 && data[0] == EchoRequest && BinaryPrimitives.ReadUInt32BigEndian(packet[16..]) == Router)
            AnswerEcho(frame, packet, data);
        else if (packet[9] == Udp && data.Length >= UdpBytes + DhcpMessage.LeastBytes && BinaryPrimitives.ReadUInt16BigEndian(data[2..]) == DhcpMessage.ServerPort)
            AnswerDhcp(frame, data[UdpBytes..]);
    }

    private void AnswerEcho(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> data)
    {
        var answer = Reply(frame, EthernetBytes + IpBytes + data.Length, Ip);
        var icmp = answer.AsSpan(EthernetBytes + IpBytes, data.Length);
        data.CopyTo(icmp);
        icmp[0] = 0;
        icmp[2..4].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], Checksum(icmp));
        WriteIp(answer.AsSpan(EthernetBytes), Icmp, data.Length, BinaryPrimitives.ReadUInt32BigEndian(packet[12..]));
        replies.Enqueue(answer);
    }

    private void AnswerDhcp(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> request)
    {
        if (DhcpMessage.ReplyTo(request) is not { } kind || NumberOf(request.Slice(28, 6)) is not { } number)
            return;
        var bytes = UdpBytes + DhcpMessage.ReplyBytes;
        var answer = Reply(frame, EthernetBytes + IpBytes + bytes, Ip);
        answer.AsSpan(0, 6).Fill(byte.MaxValue); // the station may have no address yet
        var udp = answer.AsSpan(EthernetBytes + IpBytes);
        BinaryPrimitives.WriteUInt16BigEndian(udp, DhcpMessage.ServerPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], DhcpMessage.ClientPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)bytes);
        DhcpMessage.Write(udp[UdpBytes..], request, kind, FirstStation + (uint)number, Router, Netmask);
        WriteIp(answer.AsSpan(EthernetBytes), Udp, bytes, uint.MaxValue);
        replies.Enqueue(answer);
    }

    private int? NumberOf(ReadOnlySpan<byte> station)
    {
        for (var i = 0; i < stations.Count; i++)
            if (station.SequenceEqual(stations[i]))
                return i;
        if (stations.Count >= MostStations)
            return null;
        stations.Add(station.ToArray());
        return stations.Count - 1;
    }

    private static byte[] Reply(ReadOnlySpan<byte> frame, int bytes, ushort type)
    {
        var answer = new byte[Math.Max(bytes, LeastFrame)];
        frame.Slice(6, 6).CopyTo(answer);
        Address.CopyTo(answer, 6);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(12), type);
        return answer;
    }

    private static void WriteIp(Span<byte> packet, byte protocol, int dataBytes, uint to)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(IpBytes + dataBytes));
        packet[8] = 64;
        packet[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], Router);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], to);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(packet[..IpBytes]));
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++)
            sum += (uint)bytes[i] << (i % 2 == 0 ? 8 : 0);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}

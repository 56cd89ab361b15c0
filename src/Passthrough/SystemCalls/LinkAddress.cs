using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>An interface whose frames a packet socket takes (Linux: struct sockaddr_ll).</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
internal struct LinkAddress
{
    /// <summary>ETH_P_ALL in network order.</summary>
    public const ushort EveryProtocol = 0x0300;

    public ushort Family;
    public ushort Protocol;
    public int Interface;
    public ushort Hardware;
    public byte PacketKind;
    public byte AddressLength;
    public ulong Address;
}

/// <summary>What a packet socket takes beside frames to the interface's own address (Linux: struct packet_mreq).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkMembership
{
    /// <summary>PACKET_MR_PROMISC.</summary>
    public const ushort Promiscuous = 1;

    public int Interface;
    public ushort Kind;
    public ushort AddressLength;
    public ulong Address;
}

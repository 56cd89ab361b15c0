using System.Buffers.Binary;
using Passthrough.Devices;
using Passthrough.Peers;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>What a driver sets once and does not change: its addresses, and the mode of the chip.</summary>
internal sealed class PcnetSettings
{
    public const int BlockBytes = 28;

    private const int ModeAt = 0, LengthsAt = 2, AddressAt = 4, GroupsAt = 12, ReceiveRingAt = 20, TransmitRingAt = 24, GroupBits = 6;

    private readonly PcnetDriverOptions options;

    public PcnetSettings(PcnetDriverOptions options, ushort number)
    {
        this.options = options;
        Address = options.StationAddress is { } address ? [.. address] : UsualAddress.Of(number);
        foreach (var group in options.Groups)
            Admit([.. group]);
    }

    public byte[] Address { get; }

    public byte[] Groups { get; } = new byte[8];

    public ushort Mode => options.IsPromiscuous ? Promiscuous : (ushort)0;

    /// <summary>CSR3: no cause is masked, and the chip goes on after a frame that was broken off.</summary>
    public ushort Masked => options.BreaksFramesOff ? GoesOnAfterUnderflow : (ushort)0;

    /// <summary>What CSR8 to CSR14 hold when the chip has taken its block: the filter of groups and the address, word by word.</summary>
    public ushort Filter(int word) => BinaryPrimitives.ReadUInt16LittleEndian(word < 4 ? Groups.AsSpan(2 * word) : Address.AsSpan(2 * (word - 4)));

    /// <summary>The initialization block in the style of 32 bits (data sheet, Initialization Block).</summary>
    public byte[] Block(PcnetLayout layout)
    {
        var block = new byte[BlockBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(ModeAt), Mode);
        block[LengthsAt] = (byte)(options.ReceiveLog << 4);
        block[LengthsAt + 1] = (byte)(options.TransmitLog << 4);
        Address.CopyTo(block, AddressAt);
        Groups.CopyTo(block, GroupsAt);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(ReceiveRingAt), layout.ReceiveRing);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(TransmitRingAt), layout.TransmitRing);
        return block;
    }

    /// <summary>The bit of a group: the upper six bits of the CRC in the order in which this chip counts them (data sheet, Logical Address Filter).</summary>
    private void Admit(ReadOnlySpan<byte> group)
    {
        var bit = (int)(~FrameCheckSequence.Of(group[..WorkloadFrame.AddressBytes]) >> (32 - GroupBits));
        Groups[bit >> 3] |= (byte)(1 << (bit & 7));
    }
}

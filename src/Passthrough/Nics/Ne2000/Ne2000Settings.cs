using Passthrough.Devices;
using Passthrough.Peers;
using Bits = Passthrough.Devices.Simulated;

namespace Passthrough.Nics.Ne2000;

/// <summary>What a driver sets once and does not change: configuration and addresses.</summary>
internal sealed class Ne2000Settings
{
    private const byte NormalOperation = 0x08, Fifo8Bytes = 0x40; // DCR.LS and DCR.FT1

    public Ne2000Settings(Ne2000DriverOptions options, ushort number)
    {
        Par = options.StationAddress is { } address ? [.. address] : UsualAddress.Of(number);
        Dcr = (byte)(Fifo8Bytes | NormalOperation | (options.TransferBytes > 1 ? Bits.Dcr.Wts : 0));
        Rcr = (byte)(Bits.Rcr.Ab | (options.Groups.Count > 0 ? Bits.Rcr.Am : 0));
        foreach (var group in options.Groups)
            Admit([.. group]);
        if (options.IsPromiscuous) // data sheet, RCR: with PRO alone groups are still filtered
        {
            Rcr |= Bits.Rcr.Pro | Bits.Rcr.Am;
            Mar.AsSpan().Fill(byte.MaxValue);
        }
    }

    public byte[] Par { get; }

    public byte[] Mar { get; } = new byte[8];

    public byte Dcr { get; }

    public byte Rcr { get; }

    private void Admit(ReadOnlySpan<byte> group)
    {
        var bit = FrameCheckSequence.MulticastBit(group[..WorkloadFrame.AddressBytes]);
        Mar[bit >> 3] |= (byte)(1 << (bit & 7));
    }
}

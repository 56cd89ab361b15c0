namespace Passthrough.Devices.Simulated;

/// <summary>Which frames are for this station, by their destination (data sheet, RCR and 10.4 Physical and Multicast Address Registers).</summary>
/// <remarks>
/// PRO is about individual addresses only. The broadcast address has a bit in MAR like any group, so that AM can let it in
/// without AB.
/// </remarks>
internal sealed class AddressFilter(Dp8390State state)
{
    public const int AddressBytes = 6;

    private static readonly byte[] Broadcast = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    /// <summary>Whether an address is that of a group, the broadcast address included.</summary>
    public static bool IsGroup(ReadOnlySpan<byte> address) => (address[0] & 1) != 0;

    /// <summary>Whether a frame to this address is received.</summary>
    public bool Accepts(ReadOnlySpan<byte> address)
    {
        if (!IsGroup(address))
            return Has(Rcr.Pro) || address.SequenceEqual(state.Par);
        if (Has(Rcr.Ab) && address.SequenceEqual(Broadcast))
            return true;
        var bit = FrameCheckSequence.MulticastBit(address);
        return Has(Rcr.Am) && (state.Mar[bit >> 3] & (1 << (bit & 7))) != 0;
    }

    private bool Has(byte bit) => (state.Rcr & bit) != 0;
}

using Dmm.Modeling.Model;
using Passthrough.Devices;

namespace Passthrough.Multiplexing;

/// <summary>Which frames a guest's NIC would have taken, by the guest's own registers; the model says which those are.</summary>
internal sealed class AddressFilter(ReceiveInfo receive)
{
    /// <summary>Bytes of an address.</summary>
    public const int AddressBytes = 6;

    /// <summary>Whether a guest listens and takes frames to an address.</summary>
    public bool Accepts(ReadOnlySpan<ulong> words, ReadOnlySpan<byte> address) =>
        receive.Listens.Test(words, -1, 0) && ((address[0] & 1) != 0 ? AcceptsGroup(words, address) : AcceptsStation(words, address));

    private bool AcceptsStation(ReadOnlySpan<ulong> words, ReadOnlySpan<byte> address)
    {
        if (receive.Accepts.Everything?.Test(words, -1, 0) ?? false)
            return true;
        var station = words[receive.Accepts.Station.Word];
        for (var i = 0; i < AddressBytes; i++)
            if ((byte)(station >> (8 * i)) != address[i])
                return false;
        return true;
    }

    private bool AcceptsGroup(ReadOnlySpan<ulong> words, ReadOnlySpan<byte> address)
    {
        var isBroadcast = address.IndexOfAnyExcept((byte)0xff) < 0;
        if (isBroadcast && (receive.Accepts.Broadcast?.Test(words, -1, 0) ?? false))
            return true;
        return receive.Accepts is { Groups: { } groups, Hash: { } hash }
            && groups.Test(words, -1, 0) && (words[hash.Word] >> FrameCheckSequence.MulticastBit(address) & 1) != 0;
    }
}

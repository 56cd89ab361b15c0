using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>Which frames a NIC takes for its driver, by their destination address. What is null is never taken.</summary>
/// <param name="Station">The register with the six bytes of the station address, the first in its lowest byte.</param>
/// <param name="Broadcast">Whether frames to everybody are taken.</param>
/// <param name="Groups">Whether frames to groups are taken that <paramref name="Hash"/> has a bit for; the broadcast address is a group too.</param>
/// <param name="Hash">The register with a bit for each value of the upper six bits of the address's CRC-32; see <see cref="GroupHash"/>.</param>
/// <param name="Everything">Whether every frame to an individual address is taken.</param>
public sealed record AddressFilterInfo(
    RegisterInfo Station, CompiledExpression? Broadcast, CompiledExpression? Groups, RegisterInfo? Hash, CompiledExpression? Everything)
{
    /// <summary>Bytes of an address.</summary>
    public const int AddressBytes = 6;

    private const ulong BroadcastAddress = 0xffff_ffff_ffff;

    /// <summary>Whether a frame is taken, in a given state. A frame that is cut off before its destination ends is not.</summary>
    /// <param name="frame">The frame from its destination address on.</param>
    /// <param name="words">The state block of the guest's device.</param>
    /// <param name="isPromiscuous">Whether a guest that wants every frame gets those to individual addresses that are not its own.</param>
    public bool Takes(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words, bool isPromiscuous = true)
    {
        if (frame.Length < AddressBytes)
            return false;
        var destination = frame[..AddressBytes];
        ulong address = 0;
        for (var i = 0; i < AddressBytes; i++)
            address |= (ulong)destination[i] << (8 * i);
        if ((address & 1) == 0)
            return address == words[Station.Word] || (isPromiscuous && Holds(Everything, words));
        if (address == BroadcastAddress && Holds(Broadcast, words))
            return true;
        return Hash is not null && Holds(Groups, words) && (words[Hash.Word] >> GroupHash.BitOf(destination) & 1) != 0;
    }

    private static bool Holds(CompiledExpression? condition, ReadOnlySpan<ulong> words) => condition is not null && condition.Test(words, -1, 0);
}

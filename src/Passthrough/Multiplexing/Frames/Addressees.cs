using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Tells for which guests a received frame is: what a guest's NIC would take, and the scenario lets it have.</summary>
internal sealed class Addressees(SharedDevice device, IReadOnlyList<Tenant> tenants)
{
    private readonly DestinationsInfo? several = device.Delivery?.Accepts;
    private readonly AddressFilterInfo? one = device.Receive?.Accepts;

    /// <summary>Whether a frame is for a guest. Where guests are as in a switch, an address that is another's by the scenario is nobody's to claim.</summary>
    /// <param name="tenant">The guest.</param>
    /// <param name="words">The state block of its device.</param>
    /// <param name="frame">The frame from its destination address on.</param>
    public bool Have(Tenant tenant, ReadOnlySpan<ulong> words, ReadOnlySpan<byte> frame)
    {
        var takesAll = device.Options.Promiscuous == PromiscuousPolicy.All;
        if (several?.Takes(frame, words, takesAll) != true && one?.Takes(frame, words, takesAll) != true)
            return false;
        foreach (var other in tenants)
            if (!takesAll && other != tenant && other.StationAddress is { } address && frame.StartsWith(address))
                return false;
        return true;
    }
}

using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Rtl8139;

/// <summary>How a driver of the RTL8139 receives: in one ring of bytes or into buffers that descriptors name.</summary>
internal interface IRtl8139Receiver
{
    /// <summary>What RCR holds of it.</summary>
    uint Setup { get; }

    /// <summary>Tells the card that was reset where its memory is; what came before is forgotten.</summary>
    ValueTask SetUpAsync();

    /// <summary>Takes all frames.</summary>
    /// <returns>False if what the card wrote makes no sense.</returns>
    ValueTask<bool> DrainAsync(IFrameEvents events);
}

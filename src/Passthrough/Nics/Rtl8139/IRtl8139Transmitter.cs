using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Rtl8139;

/// <summary>How a driver of the RTL8139 sends: by four slots or by a ring of descriptors.</summary>
internal interface IRtl8139Transmitter
{
    /// <summary>Whether it takes a frame now.</summary>
    bool HasRoom { get; }

    /// <summary>Frames that were given to the card and are not out.</summary>
    int FramesInHand { get; }

    /// <summary>When the oldest of them has taken too long.</summary>
    long DeadlineNs { get; }

    /// <summary>Tells the card that was reset where its memory is; what was in hand is forgotten.</summary>
    ValueTask SetUpAsync();

    /// <summary>Gives a frame to the card.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag);

    /// <summary>Takes back what is out.</summary>
    /// <returns>False if the card gave up on a frame.</returns>
    ValueTask<bool> FinishAsync(IFrameEvents events);
}

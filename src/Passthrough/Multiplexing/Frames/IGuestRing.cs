using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the receive ring of a guest as its NIC would.</summary>
/// <remarks>The monitor writes into the memory of this guest and into no other, and only where the checks of the model approved it.</remarks>
internal interface IGuestRing
{
    /// <summary>Whether there is room that is not filled.</summary>
    bool HasRoom(Tenant tenant, ReadOnlySpan<ulong> words);

    /// <summary>Whether a frame is too long to find room ever, so that it is lost.</summary>
    bool IsTooLong(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words);

    /// <summary>Puts a frame after the last.</summary>
    /// <returns>False if the room does not suffice; then nothing is changed.</returns>
    bool TryPut(Tenant owner, ReadOnlySpan<byte> frame);
}

namespace Passthrough.Guests;

/// <summary>The guests that a hand-off is verified with: made again for every run, and the same each time.</summary>
public interface IGuestFactory
{
    /// <summary>How many differ from each other; with more guests they come round again.</summary>
    int Size { get; }

    /// <summary>A guest that does one thing at a time, so that what it reads does not depend on time; see <see cref="DependsOnTime"/>.</summary>
    /// <param name="number">Its place, from 0.</param>
    /// <param name="frames">Frames that it sends, each of which is answered.</param>
    /// <param name="seed">From what the lengths of its frames follow.</param>
    IGuest Create(int number, uint frames, ulong seed);

    /// <summary>Whether a guest waits by reading registers that the device changes: how often it finds them unchanged does depend on time.</summary>
    bool PollsDevice(int number);

    /// <summary>The six bytes of the address that a guest finds in its NIC; null where its driver sets one.</summary>
    IReadOnlyList<byte>? AddressOf(int number) => null;

    /// <summary>Whether a guest has several frames in hand, so that what it reads depends on time: of such a guest only the frames are compared.</summary>
    bool DependsOnTime(int number) => false;
}

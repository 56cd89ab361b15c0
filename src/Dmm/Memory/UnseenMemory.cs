namespace Dmm.Memory;

/// <summary>The memory of a guest that nobody here can look into: who owns what is known, and no byte of it.</summary>
/// <param name="map">What the guest owns.</param>
internal sealed class UnseenMemory(GuestMap map) : IGuestMemory
{
    /// <summary>The memory of a PC of unknown size.</summary>
    public static UnseenMemory OfPc { get; } = new(GuestMap.OfPc);

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => map.Owns(at, length);

    /// <summary>Never: its bytes are not known.</summary>
    public bool TryRead(ulong at, Span<byte> into) => false;

    /// <summary>Never.</summary>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => false;

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;
}

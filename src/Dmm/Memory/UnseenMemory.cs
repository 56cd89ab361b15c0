namespace Dmm.Memory;

/// <summary>The memory of a guest that nobody here can look into: who owns what is known, and no byte of it.</summary>
/// <remarks>
/// A replay has such a memory: a recording shows what the device read and wrote, and nothing of what the guest stored. Where nobody says where
/// the guest had its memory it lies as a PC's does: below 3 GiB, where the registers of devices begin, and from 4 GiB on.
/// </remarks>
/// <param name="windows">What the guest owns.</param>
public sealed class UnseenMemory(params IReadOnlyList<MemoryWindow> windows) : IGuestMemory
{
    private const ulong Hole = 0xc000_0000, Above = 0x1_0000_0000;

    private readonly MemoryWindow[] windows = [.. windows];

    /// <summary>The memory of a PC of unknown size.</summary>
    public static UnseenMemory OfPc { get; } = new([new(0, Hole, 0), new(Above, ulong.MaxValue - Above, Above)]);

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length)
    {
        foreach (var window in windows)
            if (window.Contains(at, length))
                return true;
        return false;
    }

    /// <summary>Never: its bytes are not known.</summary>
    public bool TryRead(ulong at, Span<byte> into) => false;

    /// <summary>Never.</summary>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => false;

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;
}

namespace Dmm.Memory;

/// <summary>The memory of a guest whose device reaches none: nothing is owned.</summary>
public sealed class NoMemory : IGuestMemory
{
    private NoMemory()
    {
    }

    /// <summary>The only one.</summary>
    public static NoMemory Instance { get; } = new();

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => false;

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into) => false;

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => false;

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;
}

using Dmm.Memory;

namespace Dmm.Analysis.Trying;

/// <summary>The memory of a guest that a script writes: zeros, but for what it stores.</summary>
internal sealed class TriedMemory(GuestMap map) : IGuestMemory
{
    private readonly Dictionary<ulong, byte> stored = [];

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => map.Owns(at, length);

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into)
    {
        if (!Owns(at, (ulong)into.Length))
            return false;
        for (var i = 0; i < into.Length; i++)
            into[i] = stored.GetValueOrDefault(at + (ulong)i);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (!Owns(at, (ulong)from.Length))
            return false;
        for (var i = 0; i < from.Length; i++)
            stored[at + (ulong)i] = from[i];
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;
}

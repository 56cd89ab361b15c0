using Dmm.Memory;

namespace Passthrough.Tests.Attacks;

/// <summary>Some windows of another memory, the last of which ends where that ends: what passes their end is somebody else's memory.</summary>
internal sealed class NarrowMemory(IGuestMemory whole, IReadOnlyList<MemoryWindow> windows, ulong shift) : IGuestMemory
{
    public bool Owns(ulong at, ulong length) => windows.Any(window => window.Contains(at, length));

    public bool TryRead(ulong at, Span<byte> into) => Owns(at, (ulong)into.Length) && whole.TryRead(at + shift, into);

    public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => Owns(at, (ulong)from.Length) && whole.TryWrite(at + shift, from);

    public ulong AtDevice(ulong at) => Owns(at, 1) ? whole.AtDevice(at + shift) : at;
}

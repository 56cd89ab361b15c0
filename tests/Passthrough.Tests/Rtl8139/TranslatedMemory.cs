using System.Buffers.Binary;
using Dmm.Memory;

namespace Passthrough.Tests.Rtl8139;

/// <summary>The memory of a guest whose descriptors hold addresses as the guest counts: what the driver writes as eight bytes is one, and is translated.</summary>
internal sealed class TranslatedMemory(IGuestMemory memory) : IGuestMemory
{
    public bool Owns(ulong at, ulong length) => memory.Owns(at, length);

    public bool TryRead(ulong at, Span<byte> into) => memory.TryRead(at, into);

    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (from.Length != sizeof(ulong))
            return memory.TryWrite(at, from);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(word, memory.AtDevice(BinaryPrimitives.ReadUInt64LittleEndian(from)));
        return memory.TryWrite(at, word);
    }

    public ulong AtDevice(ulong at) => memory.AtDevice(at);
}

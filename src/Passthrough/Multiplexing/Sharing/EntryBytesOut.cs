using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Writes a value of a model into an entry of a ring.</summary>
internal static class EntryBytesOut
{
    /// <summary>Computes and writes it, with one store where it is aligned: the last such value makes the entry somebody else's.</summary>
    public static bool Write(IGuestMemory memory, ulong entry, EntryWriteInfo write, ReadOnlySpan<ulong> words)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, write.Value.Value(words, -1, 0));
        return memory.TryWrite(entry + (ulong)write.At, bytes[..write.Size]);
    }
}

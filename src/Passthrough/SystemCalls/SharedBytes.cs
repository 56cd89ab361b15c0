using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>Copies to and from memory that others read and write meanwhile.</summary>
/// <remarks>
/// Two, four or eight bytes at an aligned address are one load or store, and stores become visible in their order: a descriptor's
/// ownership bit is in such a word, and a copy might store some bytes twice, the second time over what a device made of them meanwhile.
/// Longer runs are copied in no promised order.
/// </remarks>
internal static class SharedBytes
{
    /// <summary>Copies out of shared memory.</summary>
    /// <param name="from">The shared bytes.</param>
    /// <param name="at">Where they begin, counted from the start of a page.</param>
    /// <param name="into">As many bytes of our own.</param>
    public static void Load(Span<byte> from, ulong at, Span<byte> into)
    {
        ref var first = ref MemoryMarshal.GetReference(from);
        switch (WordAt(at, into.Length))
        {
            case 2: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, ushort>(ref first))); break;
            case 4: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, uint>(ref first))); break;
            case 8: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, ulong>(ref first))); break;
            default: from.CopyTo(into); break;
        }
    }

    /// <summary>Copies into shared memory.</summary>
    /// <param name="into">The shared bytes.</param>
    /// <param name="at">Where they begin, counted from the start of a page.</param>
    /// <param name="from">As many bytes of our own.</param>
    public static void Store(Span<byte> into, ulong at, ReadOnlySpan<byte> from)
    {
        ref var first = ref MemoryMarshal.GetReference(into);
        switch (WordAt(at, from.Length))
        {
            case 2: Volatile.Write(ref Unsafe.As<byte, ushort>(ref first), MemoryMarshal.Read<ushort>(from)); break;
            case 4: Volatile.Write(ref Unsafe.As<byte, uint>(ref first), MemoryMarshal.Read<uint>(from)); break;
            case 8: Volatile.Write(ref Unsafe.As<byte, ulong>(ref first), MemoryMarshal.Read<ulong>(from)); break;
            default: from.CopyTo(into); break;
        }
    }

    /// <summary>The bytes of a word if a run is one, otherwise 0.</summary>
    private static int WordAt(ulong at, int length) => length is 2 or 4 or 8 && (at & (ulong)(length - 1)) == 0 ? length : 0;
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dmm.Memory;

namespace Passthrough.Devices.Qemu;

/// <summary>Memory of a guest in a file that QEMU has mapped too: its device reads and writes it meanwhile.</summary>
/// <remarks>
/// Two, four or eight bytes at an aligned address are one load or store, and stores become visible in their order: a descriptor's
/// ownership bit is in such a word, and a copy might store some bytes twice, the second time over what the device made of them meanwhile.
/// Longer runs are copied in no promised order. Once the file was given back it has no windows.
/// </remarks>
/// <param name="file">The bytes.</param>
/// <param name="deviceStart">Where the device sees the first of them; a multiple of eight.</param>
/// <param name="windows">What the guest sees of them; each lies in the file as a whole.</param>
internal sealed class SharedMemory(UnnamedFile file, ulong deviceStart, params MemoryWindow[] windows) : IGuestMemory
{
    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => Find(at, length, out _);

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into)
    {
        if (!Find(at, (ulong)into.Length, out var index))
            return false;
        var from = file.Bytes.Slice(index, into.Length);
        ref var first = ref MemoryMarshal.GetReference(from);
        switch (WordAt(index, into.Length))
        {
            case 2: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, ushort>(ref first))); break;
            case 4: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, uint>(ref first))); break;
            case 8: MemoryMarshal.Write(into, Volatile.Read(ref Unsafe.As<byte, ulong>(ref first))); break;
            default: from.CopyTo(into); break;
        }
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (!Find(at, (ulong)from.Length, out var index))
            return false;
        var into = file.Bytes.Slice(index, from.Length);
        ref var first = ref MemoryMarshal.GetReference(into);
        switch (WordAt(index, from.Length))
        {
            case 2: Volatile.Write(ref Unsafe.As<byte, ushort>(ref first), MemoryMarshal.Read<ushort>(from)); break;
            case 4: Volatile.Write(ref Unsafe.As<byte, uint>(ref first), MemoryMarshal.Read<uint>(from)); break;
            case 8: Volatile.Write(ref Unsafe.As<byte, ulong>(ref first), MemoryMarshal.Read<ulong>(from)); break;
            default: from.CopyTo(into); break;
        }
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => Find(at, 1, out var index) ? deviceStart + (ulong)index : at;

    /// <summary>The bytes of a word if a run is one, otherwise 0. The file is mapped at a page, so its indexes are as aligned as addresses.</summary>
    private static int WordAt(int index, int length) => length is 2 or 4 or 8 && (index & (length - 1)) == 0 ? length : 0;

    private bool Find(ulong at, ulong length, out int index)
    {
        index = 0;
        if (file.Bytes.IsEmpty)
            return false;
        foreach (var window in windows)
            if (window.Contains(at, length))
            {
                index = (int)(window.AtDevice(at) - deviceStart);
                return true;
            }
        return false;
    }
}

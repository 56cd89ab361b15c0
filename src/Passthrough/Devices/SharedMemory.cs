using Dmm.Memory;
using Passthrough.SystemCalls;

namespace Passthrough.Devices;

/// <summary>Memory of a guest in a file that a device reaches too: it reads and writes it meanwhile.</summary>
/// <remarks>
/// Words are loaded and stored as <see cref="SharedBytes"/> says; the file is mapped at a page, so its indexes are as aligned as addresses. Once the file was given back it has no windows.
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
        SharedBytes.Load(file.Bytes.Slice(index, into.Length), (ulong)index, into);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (!Find(at, (ulong)from.Length, out var index))
            return false;
        SharedBytes.Store(file.Bytes.Slice(index, from.Length), (ulong)index, from);
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => Find(at, 1, out var index) ? deviceStart + (ulong)index : at;

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

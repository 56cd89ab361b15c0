namespace Dmm.Memory;

/// <summary>A guest's memory as an array, in one window or several: for tests and for simulations.</summary>
/// <param name="bytes">The memory; windows are parts of it, side by side in their order.</param>
/// <param name="windows">Where its parts are. Together they are no larger than the array.</param>
public sealed class ArrayMemory(byte[] bytes, params IReadOnlyList<MemoryWindow> windows) : IGuestMemory
{
    private readonly MemoryWindow[] windows = [.. windows];

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => Find(at, length, out _, out _);

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into)
    {
        if (!Find(at, (ulong)into.Length, out var index, out _))
            return false;
        bytes.AsSpan(index, into.Length).CopyTo(into);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (!Find(at, (ulong)from.Length, out var index, out _))
            return false;
        from.CopyTo(bytes.AsSpan(index));
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => Find(at, 1, out _, out var window) ? window.AtDevice(at) : at;

    private bool Find(ulong at, ulong length, out int index, out MemoryWindow window)
    {
        ulong before = 0;
        foreach (var each in windows)
        {
            if (each.Contains(at, length))
            {
                (index, window) = ((int)(before + at - each.Start), each);
                return true;
            }
            before += each.Size;
        }
        (index, window) = (0, default);
        return false;
    }
}

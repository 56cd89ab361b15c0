using Dmm.Memory;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.VfioUser;

/// <summary>The memory that a guest's device reaches: what its VMM has mapped by messages, as long as the guest's command register lets the device be bus master.</summary>
/// <remarks>
/// Addresses are the guest's own, and the device uses the same. Only files that cannot shrink are taken: a byte that is cut off meanwhile would end
/// the code that reads it. QEMU's <c>memory-backend-memfd</c> makes such files.
/// </remarks>
internal sealed class DmaMemory : IGuestMemory, IReachableMemory, IDisposable
{
    /// <summary>Maps at a time; the negotiation says it to the client.</summary>
    public const int MostMaps = 256;

    private const ulong PageBytes = 4096;

    private readonly List<Map> maps = [];
    private bool isOpen;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>Whether the device may reach it: the guest's bus master bit.</summary>
    public bool IsOpen
    {
        get => isOpen;
        set
        {
            if (isOpen == value)
                return;
            isOpen = value;
            Change();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ReachableRange> Reachable => IsOpen ? maps.Where(map => map.Memory is not null).Select(map => map.Range) : [];

    /// <summary>How often what the device reaches has changed so far.</summary>
    public long Changes { get; private set; }

    /// <summary>Bytes that the monitor has read or written here so far; what the device itself reaches is not counted.</summary>
    public long CopiedBytes { get; private set; }

    /// <summary>Maps that there are, those without bytes among them.</summary>
    public int MapCount => maps.Count;

    /// <summary>Adds memory.</summary>
    /// <param name="start">The guest's address of its first byte.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="file">Where the bytes are; null for memory that the device cannot reach, as that of a ROM. It is owned here from now on.</param>
    /// <param name="offset">Where in the file.</param>
    /// <returns>An errno; if it is not 0, nothing was added.</returns>
    public int TryMap(ulong start, ulong size, SafeFileHandle? file, ulong offset)
    {
        var error = WhyNot(start, size, file, offset);
        if (error == Errno.None && start <= ReachableRange.LastNever && start + (size - 1) >= ReachableRange.FirstNever)
        {
            file?.Dispose(); // memory of another device: it is remembered, and not reached
            file = null;
        }
        var memory = error == Errno.None && file is not null ? MappedMemory.TryMap(file, (long)offset, (nuint)size, canWrite: true) : null;
        if (error != Errno.None || file is not null && memory is null)
        {
            file?.Dispose();
            return error == Errno.None ? Errno.Invalid : error;
        }
        maps.Add(new Map(new ReachableRange(start, size, file!, offset, file is null ? null : Descriptors.NumberOf(file)), memory));
        if (memory is not null && IsOpen)
            Change();
        return Errno.None;
    }

    /// <summary>Takes memory away. When this returns, neither monitor nor device reaches it.</summary>
    /// <returns>An errno: a range that begins or ends inside of a map, or has no map, is refused.</returns>
    public int TryUnmap(ulong start, ulong size)
    {
        if (size == 0 || size - 1 > ulong.MaxValue - start)
            return Errno.Invalid;
        var last = start + (size - 1);
        var inside = maps.FindAll(map => map.Range.Start >= start && map.Last <= last);
        if (maps.Exists(map => map.Range.Start <= last && map.Last >= start && !inside.Contains(map)))
            return Errno.Invalid;
        Remove(inside);
        return inside.Count > 0 ? Errno.None : Errno.NoEntry;
    }

    /// <summary>Takes all memory away.</summary>
    public void Clear() => Remove([.. maps]);

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => Find(at, length) is not null;

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into)
    {
        if (Find(at, (ulong)into.Length) is not { } map)
            return false;
        CopiedBytes += into.Length;
        SharedBytes.Load(map.Memory!.Slice(at - map.Range.Start, into.Length), at, into);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (Find(at, (ulong)from.Length) is not { } map)
            return false;
        CopiedBytes += from.Length;
        SharedBytes.Store(map.Memory!.Slice(at - map.Range.Start, from.Length), at, from);
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;

    public void Dispose() => Clear();

    private void Change()
    {
        Changes++;
        Changed?.Invoke();
    }

    private int WhyNot(ulong start, ulong size, SafeFileHandle? file, ulong offset)
    {
        if (size == 0 || size - 1 > ulong.MaxValue - start || ((start | size | offset) & (PageBytes - 1)) != 0)
            return Errno.Invalid;
        if (maps.Count >= MostMaps)
            return Errno.NoSpace;
        if (maps.Exists(map => map.Range.Start <= start + (size - 1) && map.Last >= start))
            return Errno.Exists;
        if (file is null)
            return Errno.None;
        var length = (ulong)Descriptors.LengthOf(file);
        return offset > length || size > length - offset || !Descriptors.CanNotShrink(file) ? Errno.Invalid : Errno.None;
    }

    private Map? Find(ulong at, ulong length)
    {
        if (IsOpen)
            foreach (var map in maps)
                if (map.Memory is not null && at >= map.Range.Start && at - map.Range.Start <= map.Range.Size && length <= map.Range.Size - (at - map.Range.Start))
                    return map;
        return null;
    }

    private void Remove(List<Map> gone)
    {
        if (gone.Count == 0)
            return;
        maps.RemoveAll(gone.Contains);
        Change(); // the device lets go of it before its bytes go
        foreach (var map in gone)
        {
            map.Memory?.Dispose();
            map.Range.File?.Dispose();
        }
    }

    private sealed record Map(ReachableRange Range, MappedMemory? Memory)
    {
        public ulong Last => Range.Start + (Range.Size - 1);
    }
}

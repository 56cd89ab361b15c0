using System.Numerics;

namespace Dmm.Replaying.Truth;

/// <summary>Sixteen bytes, as long as most entries are, of a guest's memory: what the recording has said of them so far, and what it says later.</summary>
internal sealed class MemoryLine
{
    /// <summary>Bytes of a line.</summary>
    public const int Size = 16;

    private readonly byte[] past = new byte[Size];
    private readonly Queue<RecordedBytes> later = new();
    private ulong known;
    private ulong held;

    /// <summary>Adds what an event tells that is later than all that were added before.</summary>
    public void Add(in RecordedBytes told) => later.Enqueue(told);

    /// <summary>Copies bytes as they stand before an event; false when one is not told.</summary>
    /// <param name="at">The place of the first in the line.</param>
    /// <param name="into">Where they go; they do not pass the end of the line.</param>
    /// <param name="now">The number of the event.</param>
    /// <param name="tellsStores">Whether the recording has the guest's stores, so the last known bytes still hold.</param>
    public bool TryRead(int at, Span<byte> into, long now, bool tellsStores)
    {
        PassUpTo(now);
        return TryFind(Mask(at, into.Length), at, into, tellsStores);
    }

    /// <summary>Copies bytes as the device finds them at an event: what it reads there, else what it has read of them last, else what it reads later.</summary>
    public bool TryReadByDevice(int at, Span<byte> into, long now, bool tellsStores)
    {
        PassUpTo(now);
        var wanted = Mask(at, into.Length);
        var read = later.TryPeek(out var told) && told.Event == now ? Mask(told.From, told.Count) : 0;
        var before = wanted & held & known & ~read;
        Copy(past, 0, before, at, into);
        return TryFind(wanted & ~before, at, into, tellsStores);
    }

    /// <summary>Copies bytes as an event left them; false when nobody tells them.</summary>
    public bool TryReadAfter(int at, Span<byte> into, long now)
    {
        PassUpTo(now + 1);
        var wanted = Mask(at, into.Length);
        Copy(past, 0, wanted & known, at, into);
        return (wanted & ~known) == 0;
    }

    /// <summary>Finds bytes in what the recording says later; those that the device changes first, or of which it says nothing, may be known from before.</summary>
    private bool TryFind(ulong wanted, int at, Span<byte> into, bool tellsStores)
    {
        ulong fromBefore = 0;
        foreach (var told in later)
        {
            if (wanted == 0)
                break;
            var here = wanted & Mask(told.From, told.Count);
            if (here == 0)
                continue;
            wanted &= ~here;
            if (!told.Changes && told.Bytes is { } bytes)
                Copy(bytes, told.From, here, at, into);
            else
                fromBefore |= here & (tellsStores ? ulong.MaxValue : held); // held: the device has read it, and writes it next, so nobody has changed it in between
            if (!told.Changes || (here & ~fromBefore) == 0)
                continue;
            return false;
        }
        if (wanted != 0 && !tellsStores)
            return false;
        fromBefore |= wanted;
        if ((fromBefore & ~known) != 0)
            return false;
        Copy(past, 0, fromBefore, at, into);
        return true;
    }

    private static ulong Mask(int from, int count) => ulong.MaxValue >> (64 - count) << from;

    private static void Copy(byte[] bytes, int from, ulong which, int at, Span<byte> into)
    {
        for (; which != 0; which &= which - 1)
            into[BitOperations.TrailingZeroCount(which) - at] = bytes[BitOperations.TrailingZeroCount(which) - from];
    }

    private void PassUpTo(long now)
    {
        while (later.TryPeek(out var told) && told.Event < now)
        {
            later.Dequeue();
            var mask = Mask(told.From, told.Count);
            known = told.Bytes is null ? known & ~mask : known | mask;
            held = told.Changes ? held & ~mask : held | mask;
            told.Bytes?.CopyTo(past, told.From);
        }
    }
}

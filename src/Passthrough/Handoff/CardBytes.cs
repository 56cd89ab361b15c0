using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Handoff;

/// <summary>Bytes of a window of on-card memory, of which only some are known.</summary>
internal sealed class CardBytes
{
    private readonly byte[] bytes;
    private readonly ulong[] known;

    /// <summary>Nothing is known yet.</summary>
    public CardBytes(WindowInfo window)
    {
        ArgumentNullException.ThrowIfNull(window);
        Window = window;
        bytes = new byte[window.Size];
        known = new ulong[(window.Size + 63) / 64];
    }

    /// <summary>The window.</summary>
    public WindowInfo Window { get; }

    /// <summary>How many bytes are known.</summary>
    public long KnownBytes => known.Sum(word => (long)System.Numerics.BitOperations.PopCount(word));

    /// <summary>The part of a range that lies in the window.</summary>
    public MemoryRange Cut(MemoryRange range)
    {
        var start = Math.Clamp(range.Start, Window.Start, Window.Start + Window.Size);
        var end = Math.Clamp(range.Start + Math.Min(range.Length, ulong.MaxValue - range.Start), Window.Start, Window.Start + Window.Size);
        return new MemoryRange(start, end > start ? end - start : 0);
    }

    /// <summary>The bytes of a range, which must lie in the window; the code that writes them marks them.</summary>
    public Span<byte> At(MemoryRange range) => bytes.AsSpan((int)(range.Start - Window.Start), (int)range.Length);

    /// <summary>These bytes are known now.</summary>
    public void Mark(MemoryRange range) => Set(Cut(range), isKnown: true);

    /// <summary>Nothing is known any more.</summary>
    public void Forget() => Array.Clear(known);

    /// <summary>These bytes are not known any more.</summary>
    public void Forget(MemoryRange range) => Set(Cut(range), isKnown: false);

    /// <summary>Whether all bytes of the range that lie in the window are known.</summary>
    public bool Knows(MemoryRange range) => FirstUnknown(Cut(range)) is null;

    /// <summary>The first unknown stretch of a range, within the window; null if there is none.</summary>
    public MemoryRange? FirstUnknown(MemoryRange range)
    {
        range = Cut(range);
        for (var at = range.Start; at < range.End; at++)
        {
            if (IsKnown(at))
                continue;
            var end = at + 1;
            while (end < range.End && !IsKnown(end))
                end++;
            return new MemoryRange(at, end - at);
        }
        return null;
    }

    /// <summary>From the first to the last byte of a range, within the window, that is not known; null if all are.</summary>
    public MemoryRange? Unknown(MemoryRange range)
    {
        if (FirstUnknown(range) is not { } first)
            return null;
        var end = Cut(range).End;
        while (IsKnown(end - 1))
            end--;
        return new MemoryRange(first.Start, end - first.Start);
    }

    /// <summary>Stretches of known bytes, in ascending order.</summary>
    public IEnumerable<MemoryRange> Known()
    {
        var end = Window.Start + Window.Size;
        for (var at = Window.Start; at < end; at++)
        {
            if (!IsKnown(at))
                continue;
            var start = at;
            while (at < end && IsKnown(at))
                at++;
            yield return new MemoryRange(start, at - start);
        }
    }

    private bool IsKnown(ulong address)
    {
        var bit = address - Window.Start;
        return (known[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    private void Set(MemoryRange range, bool isKnown)
    {
        var end = range.End - Window.Start;
        for (var bit = range.Start - Window.Start; bit < end; bit = (bit | 63) + 1)
        {
            var mask = ulong.MaxValue << (int)(bit & 63);
            if (end - (bit & ~63UL) < 64)
                mask &= ~(ulong.MaxValue << (int)(end & 63));
            known[bit >> 6] = isKnown ? known[bit >> 6] | mask : known[bit >> 6] & ~mask;
        }
    }
}

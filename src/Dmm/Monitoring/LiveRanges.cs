using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Which bytes of on-card memory matter now, computed from a state block by the model's live parts.</summary>
public static class LiveRanges
{
    /// <summary>The ranges of an item of the context; they lie in its window and may overlap.</summary>
    public static IEnumerable<MemoryRange> Of(ContextInfo item, ulong[] words)
    {
        ArgumentNullException.ThrowIfNull(item);
        var window = item.Memory ?? throw new ArgumentException("the item is a register", nameof(item));
        var all = new MemoryRange(window.Start, window.Size);
        return item.Live.Count == 0 ? [all] : item.Live.SelectMany(live => Of(live, words)).Select(range => Cut(range, all)).Where(range => range.Length > 0);
    }

    private static IEnumerable<MemoryRange> Of(LiveInfo live, ulong[] words) => live.Set is { } set ? OfSet(set, words) : OfRange(live, words);

    private static IEnumerable<MemoryRange> OfSet(PageSetInfo set, ulong[] words)
    {
        for (var page = 0; page < set.Pages; page++)
            if ((words[set.Word + (page >> 6)] >> (page & 63) & 1) != 0)
                yield return new MemoryRange(set.Window.Start + (ulong)page * set.Unit, set.Unit);
    }

    private static IEnumerable<MemoryRange> OfRange(LiveInfo live, ulong[] words)
    {
        var from = live.From!.Value(words, -1, 0);
        var to = live.To!.Value(words, -1, 0);
        if (from <= to)
            return [new MemoryRange(from, to - from)];
        if (live.Wraps is not { } wraps)
            return [];
        var at = wraps.At.Value(words, -1, 0);
        var again = wraps.To.Value(words, -1, 0);
        return [new MemoryRange(from, at > from ? at - from : 0), new MemoryRange(again, to > again ? to - again : 0)];
    }

    private static MemoryRange Cut(MemoryRange range, MemoryRange window)
    {
        var start = Math.Clamp(range.Start, window.Start, window.End);
        var end = Math.Clamp(range.Start + Math.Min(range.Length, ulong.MaxValue - range.Start), start, window.End);
        return new MemoryRange(start, end - start);
    }
}

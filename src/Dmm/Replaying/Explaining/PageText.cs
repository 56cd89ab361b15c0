using Dmm.Modeling.Model;

namespace Dmm.Replaying.Explaining;

/// <summary>A set of pages in words: <c>0x4000..0x45ff, 0x4c00..0x4cff</c>.</summary>
internal static class PageText
{
    private const int MostRanges = 8;

    public static string Of(PageSetInfo set, ReadOnlySpan<ulong> words)
    {
        var ranges = new List<string>();
        for (var page = 0; page < set.Pages;)
        {
            if (!IsIn(set, words, page))
            {
                page++;
                continue;
            }
            var first = page;
            while (page < set.Pages && IsIn(set, words, page))
                page++;
            ranges.Add($"0x{Address(set, first):x4}..0x{Math.Min(Address(set, page), set.Window.Start + set.Window.Size) - 1:x4}");
        }
        return ranges.Count == 0 ? "empty"
            : ranges.Count <= MostRanges ? string.Join(", ", ranges)
            : $"{string.Join(", ", ranges.Take(MostRanges))} and {ranges.Count - MostRanges} more ranges";
    }

    private static ulong Address(PageSetInfo set, int page) => set.Window.Start + (ulong)page * set.Unit;

    private static bool IsIn(PageSetInfo set, ReadOnlySpan<ulong> words, int page) => (words[set.Word + page / 64] >> (page % 64) & 1) != 0;
}

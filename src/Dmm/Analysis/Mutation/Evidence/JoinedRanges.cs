using Dmm.Monitoring;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>Ranges as one can compare them: in order, and those that touch or overlap made one.</summary>
internal static class JoinedRanges
{
    public static IReadOnlyList<MemoryRange> Of(IEnumerable<MemoryRange> ranges)
    {
        var joined = new List<MemoryRange>();
        foreach (var range in ranges.Where(each => each.Length > 0).OrderBy(each => each.Start))
            if (joined.Count > 0 && range.Start <= joined[^1].End)
                joined[^1] = new MemoryRange(joined[^1].Start, Math.Max(joined[^1].End, range.End) - joined[^1].Start);
            else
                joined.Add(range);
        return joined;
    }

    /// <summary>As it is written in recordings.</summary>
    public static string Text(IReadOnlyList<MemoryRange> joined) =>
        joined.Count == 0 ? "nothing" : string.Join(", ", joined.Select(range => $"0x{range.Start:x4}..0x{range.End - 1:x4}"));
}

using Dmm.Compilation;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>Keeps the first holes of a replay, and all of them by what they have in common.</summary>
internal sealed class HoleTally(MonitorTables tables)
{
    /// <summary>Holes that are kept with all their details.</summary>
    private const int Most = 1000;

    private readonly List<Hole> first = [];
    private readonly Dictionary<(DmaFate, string, TraceEventKind, string), HoleGroup> groups = [];
    private (TraceEvent Access, long Line) written;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Hole> First => first;

    /// <summary>Whether there was one before anything was missing.</summary>
    public bool AnyBeforeGap { get; private set; }

    /// <summary>The guest has written a register.</summary>
    public void NoteWrite(in TraceEvent access, long line) => written = (access, line);

    /// <summary>Takes a hole, and adds what was written before it.</summary>
    public void Add(Hole hole, ReadOnlySpan<ulong> words)
    {
        AnyBeforeGap |= !hole.IsAfterGap;
        var register = written.Line == 0 ? "" : AccessPart.Of(tables, words, written.Access)[0].Register?.Name ?? "not listed";
        var key = (hole.Fate, hole.Structure, hole.Dma.Kind, register);
        groups[key] = groups.TryGetValue(key, out var group) ? group with { Count = group.Count + 1, LastLine = hole.Line }
            : new HoleGroup(hole.Fate, hole.Structure, hole.Dma.Kind, register, 1, hole.Line, hole.Line);
        if (first.Count < Most)
            first.Add(written.Line == 0 ? hole : hole with { Doorbell = AccessText.Of(tables, words, written.Access), DoorbellLine = written.Line });
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<HoleGroup> Groups() => [.. groups.Values.OrderBy(group => group.FirstLine)];
}

using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Replaying.Truth;

/// <summary>A descriptor structure of a recording, rebuilt from the bytes that the device itself read.</summary>
/// <remarks>
/// What stands in guest memory is in no recording but for that. So entries are judged when they are read, by the checks that walk the structure,
/// and the ranges that they name count as approved from then on.
/// </remarks>
internal sealed class FetchedStructure
{
    /// <summary>Bounds what a damaged recording can make it remember.</summary>
    private const int MostEntries = 65_536;

    private readonly DescriptorInfo structure;
    private readonly EntryLayout layout;
    private readonly (CheckInfo Info, CompiledCheck Compiled)[] checks;
    private readonly Dictionary<ulong, FetchedEntry> entries = [];
    private readonly HashSet<ulong> linked = [];
    private FetchedEntry? latest;

    public FetchedStructure(DescriptorInfo structure, DeviceModel model)
    {
        this.structure = structure;
        layout = new EntryLayout(structure);
        checks = [.. model.Checks.Where(check => check.Walk == structure).Select(check => (check, new CompiledCheck(check)))];
    }

    /// <summary>The checks that name this structure, as bits.</summary>
    public ulong Checks => checks.Aggregate(0UL, (bits, check) => bits | 1UL << check.Info.Index);

    /// <summary>Whether such a check has passed: from then on the device may read the structure.</summary>
    public bool IsApproved { get; set; }

    /// <summary>Entries that were the device's when it read them.</summary>
    public long Given { get; private set; }

    /// <summary>Those of them that end a frame.</summary>
    public long Frames { get; private set; }

    /// <summary>Whether a DMA lies in the structure as a whole.</summary>
    public bool Holds(ulong at, ulong length, ReadOnlySpan<ulong> words)
    {
        var start = structure.Base.Value(words, -1, 0);
        if (structure.Kind == DescriptorKind.List)
            return FirstOf(at, start) is { } entry && length <= entry + (ulong)structure.EntrySize - at;
        var count = structure.Entries?.Value(words, -1, 0) ?? 1;
        return count <= ulong.MaxValue / (ulong)structure.EntrySize && new MemoryWindow(start, count * (ulong)structure.EntrySize, 0).Contains(at, length);
    }

    /// <summary>The device wrote to it: entries that it had are the guest's again.</summary>
    public void Written(ulong at, ReadOnlySpan<ulong> words)
    {
        if (entries.TryGetValue(EntryOf(at, words), out var entry))
            entry.IsGiven = false;
    }

    /// <summary>The device read bytes of it.</summary>
    /// <returns>What failed of the entries that are known now.</returns>
    public List<Failure> Read(ulong at, ReadOnlySpan<byte> bytes, Span<ulong> words, IGuestMemory memory)
    {
        var failures = new List<Failure>();
        while (bytes.Length > 0)
        {
            var start = EntryOf(at, words);
            var inside = (int)(at - start);
            var part = bytes[..Math.Min(bytes.Length, structure.EntrySize - inside)];
            if (EntryAt(start) is { } entry && entry.Take(inside, part))
                Judge(entry, words, memory, failures);
            bytes = bytes[part.Length..];
            at += (ulong)part.Length;
        }
        return failures;
    }

    /// <summary>Whether an entry that was read names a range.</summary>
    public bool Names(DmaDirection direction, ulong at, ulong length)
    {
        if (latest is not null && Names(latest, direction, at, length))
            return true;
        foreach (var entry in entries.Values)
            if (Names(entry, direction, at, length))
                return true;
        return false;
    }

    private static bool Names(FetchedEntry entry, DmaDirection direction, ulong at, ulong length)
    {
        foreach (var (named, range) in entry.Named)
            if (named == direction && new MemoryWindow(range.Start, range.Length, 0).Contains(at, length))
                return true;
        return false;
    }

    private void Judge(FetchedEntry entry, Span<ulong> words, IGuestMemory memory, List<Failure> failures)
    {
        latest = entry;
        if (entry.IsGiven && entry.IsAsJudged)
            return; // the device looks at it again, and others may have followed it since
        entry.Named.Clear();
        entry.NoteJudged();
        layout.Enter(entry.Bytes, words);
        if (structure.Owned is not { } owned || owned.Test(words, -1, 0))
            Approve(entry, words, memory, failures);
        else
            entry.IsGiven = false;
        layout.Leave(words);
    }

    private void Approve(FetchedEntry entry, Span<ulong> words, IGuestMemory memory, List<Failure> failures)
    {
        var before = failures.Count;
        foreach (var (info, compiled) in checks)
        {
            if (!compiled.PassesEntry(words, -1, 0, memory))
                failures.Add(new Failure(info.Name, info.Because, Reusability.Values(info.References, words, -1, 0), info.Location));
            else if (info.Dma is { } dma && (info.Where is not { } where || where.Test(words, -1, 0)))
            {
                var ranges = DmaRanges.Of(dma, words, -1, 0);
                entry.Named.Add((dma.Direction, ranges.First));
                if (ranges.Second.Length > 0)
                    entry.Named.Add((dma.Direction, ranges.Second));
            }
        }
        if (failures.Count > before)
        {
            entry.Named.Clear();
            return;
        }
        if (!entry.IsGiven)
        {
            Given++;
            Frames += structure.Frame is { } frame && frame.Test(words, -1, 0) ? 1 : 0;
            layout.Remember(words, memory);
        }
        entry.IsGiven = structure.Owned is not null;
        if (structure.Next is { } next && !structure.Last!.Test(words, -1, 0) && linked.Count < MostEntries)
            linked.Add(next.Value(words, -1, 0));
        layout.Keep(entry.Bytes, words);
    }

    /// <summary>Where the entry begins that holds an address of the structure.</summary>
    private ulong EntryOf(ulong at, ReadOnlySpan<ulong> words)
    {
        var start = structure.Base.Value(words, -1, 0);
        return structure.Kind == DescriptorKind.List ? FirstOf(at, start) ?? start : at - (at - start) % (ulong)structure.EntrySize;
    }

    /// <summary>The entry of a list that holds an address: its first, or one that another names.</summary>
    private ulong? FirstOf(ulong at, ulong start)
    {
        if (at - start < (ulong)structure.EntrySize)
            return start;
        foreach (var entry in linked)
            if (at - entry < (ulong)structure.EntrySize)
                return entry;
        return null;
    }

    private FetchedEntry? EntryAt(ulong at)
    {
        if (entries.TryGetValue(at, out var entry))
            return entry;
        if (entries.Count == MostEntries)
            return null;
        return entries[at] = new FetchedEntry(structure.EntrySize);
    }
}

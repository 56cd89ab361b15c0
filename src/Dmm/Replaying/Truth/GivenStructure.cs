using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Replaying.Truth;

/// <summary>A descriptor structure of a recording: which entries the monitor has looked at, held against those that the device reads.</summary>
/// <remarks>
/// A look is good for one giving. When the device has given an entry back, the monitor must look again before the device reads the entry the next time
/// as its own. An entry that is not the device's it may read at any time: that is how it asks.
/// </remarks>
internal sealed class GivenStructure
{
    /// <summary>Bounds what a damaged recording can make it remember.</summary>
    private const int MostEntries = 65_536;

    private readonly DescriptorInfo structure;
    private readonly EntryLayout layout;
    private readonly RecordedMemory memory;
    private readonly Func<DescriptorInfo, bool> look;
    private readonly CheckInfo[] checks;
    private readonly CompiledCheck[] judges;
    private readonly (int At, int Count)[] needed, owning;
    private readonly SortedList<ulong, GivenEntry> entries = [];
    private readonly byte[] content;
    private readonly FilledTally filled;
    private GivenEntry? latest;
    private ulong start;
    private ulong reached;
    private ulong ended;

    /// <param name="structure">The structure.</param>
    /// <param name="model">Its model.</param>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="look">Has the monitor look at a structure now; whether it did.</param>
    public GivenStructure(DescriptorInfo structure, DeviceModel model, RecordedMemory memory, Func<DescriptorInfo, bool> look)
    {
        this.look = look;
        this.structure = structure;
        this.memory = memory;
        layout = new EntryLayout(structure);
        checks = [.. model.Checks.Where(check => check.Walk == structure && check.Dma is not null)];
        judges = [.. model.Checks.Where(check => check.Walk == structure).Select(check => new CompiledCheck(check))];
        needed = [.. EntryBytes.Needed(model, structure)];
        var owners = structure.Owned?.References.Select(reference => reference.Word).ToHashSet() ?? [];
        owning = [.. structure.Fields.Where(field => owners.Contains(field.Word)).Select(field => (field.At, field.Size))];
        content = new byte[structure.EntrySize];
        filled = new FilledTally(structure, memory);
    }

    /// <summary>Its name.</summary>
    public string Name => structure.Name;

    /// <summary>Whether it stands for itself, and no entries of another structure name it.</summary>
    public bool IsOfItsOwn => structure.Parent is null;

    /// <summary>Whether a walk of it has passed: from then on the device may ask for its entries.</summary>
    public bool IsApproved { get; private set; }

    /// <summary>Entries that were given and judged.</summary>
    public long Given { get; private set; }

    /// <summary>Those of them that end a frame to be sent.</summary>
    public long Frames { get; private set; }

    /// <summary>Received frames that the device has given back in them.</summary>
    public long FramesFilled => filled.Frames;

    /// <summary>Entries that were given, and whose bytes nobody tells.</summary>
    public long GivenUnseen { get; private set; }

    /// <summary>A walk of it has passed.</summary>
    public void Approve(ReadOnlySpan<ulong> words)
    {
        IsApproved = true;
        Follow(words);
    }

    /// <summary>Whether an entry was looked at, is the device's still, and is what it was.</summary>
    public bool Has(ulong at, ReadOnlySpan<byte> bytes) =>
        entries.TryGetValue(at, out var entry) && entry is { IsOpen: true, IsSeen: true } && entry.Bytes.SequenceEqual(bytes);

    /// <summary>The monitor has given an entry.</summary>
    public void Give(LookedAt look)
    {
        if (EntryAt(look.At) is not { } entry)
            return;
        var isSeen = look.Bytes.Length > 0;
        Given += isSeen ? 1 : 0;
        Frames += look.IsFrame ? 1 : 0;
        GivenUnseen += !isSeen && (entry.IsSeen || !entry.IsOpen) ? 1 : 0;
        (entry.IsOpen, entry.IsSeen, entry.IsLate, entry.IsCounted) = (true, isSeen, false, false);
        look.Bytes.CopyTo(entry.Bytes);
        entry.Named.Clear();
        entry.Named.AddRange(look.Named);
        latest = entry;
        Reach(look.At, look.IsLastOfRing);
    }

    /// <summary>Where the entry begins that an address lies in, and its index in a ring; null when it lies in none.</summary>
    public (ulong Begin, ulong? Index)? EntryOf(ulong at, ReadOnlySpan<ulong> words)
    {
        var ring = structure.Kind == DescriptorKind.Ring && IsApproved ? structure.Base.Value(words, -1, 0) : ulong.MaxValue;
        var size = (ulong)structure.EntrySize;
        if (at >= ring && (at - ring) / size is var index && index < structure.Entries!.Value(words, -1, 0))
            return (ring + index * size, index);
        return structure.Kind != DescriptorKind.Ring && Covering(at) is { } entry ? (entry.At, null) : null;
    }

    /// <summary>What is known of a DMA that begins in an entry which was given or taken before; null when it does not.</summary>
    public DmaFate? OfEntry(ulong at, ulong length, bool isRead, Span<ulong> words) =>
        Covering(at) is null ? null : Of(at, length, isRead, words);

    /// <summary>What is known of a DMA that lies in the structure where no entry was given; null when it lies elsewhere.</summary>
    public DmaFate? OfRest(ulong at, ulong length, bool isRead, Span<ulong> words)
    {
        if (!IsApproved || structure.Parent is not null || (structure.Kind == DescriptorKind.List && (structure.Head is null || structure.Owned is null)))
            return null;
        if (structure.Kind == DescriptorKind.List) // it asks for the entry at which the list goes on
            return at - (start = words[structure.Head!.Word]) < (ulong)structure.EntrySize ? Of(at, length, isRead, words) : null;
        Follow(words);
        return new MemoryWindow(start, Bytes(words), 0).Contains(at, length) ? Of(at, length, isRead, words) : null;
    }

    /// <summary>What is known of a DMA to where an entry points; null when none does.</summary>
    public DmaFate? OfNamed(DmaDirection direction, ulong at, ulong length)
    {
        if (latest is not null && Names(latest, direction, at, length))
            return latest.IsLate ? DmaFate.Late : DmaFate.Approved;
        DmaFate? found = null;
        foreach (var entry in entries.Values)
            if (Names(entry, direction, at, length))
            {
                if (!entry.IsLate)
                    return DmaFate.Approved;
                found = DmaFate.Late;
            }
        return found;
    }

    private static bool Names(GivenEntry entry, DmaDirection direction, ulong at, ulong length)
    {
        foreach (var (_, named, range) in entry.Named)
            if (named == direction && new MemoryWindow(range.Start, range.Length, 0).Contains(at, length))
                return true;
        return false;
    }

    /// <summary>A DMA may read several entries; the worst that can be said of one is said of all.</summary>
    private DmaFate Of(ulong at, ulong length, bool isRead, Span<ulong> words)
    {
        var fate = DmaFate.Approved;
        do
        {
            var entry = Covering(at);
            var begin = entry?.At ?? at - (at - start) % (ulong)structure.EntrySize;
            var part = Math.Min(length, (ulong)structure.EntrySize - (at - begin));
            var one = isRead ? OfRead(entry, begin, at, part, words) : OfWrite(entry, words);
            fate = one > fate ? one : fate;
            at += part;
            length -= part;
        }
        while (length > 0 && (Covering(at) is not null || OfRing(at, words)));
        return length > 0 ? DmaFate.Unapproved : fate;
    }

    private bool OfRing(ulong at, ReadOnlySpan<ulong> words) => structure.Kind == DescriptorKind.Ring && at - start < Bytes(words);

    private DmaFate OfWrite(GivenEntry? entry, Span<ulong> words)
    {
        if (entry is not null)
            filled.Written(entry, words);
        if (entry is null || entry.IsLate)
            return DmaFate.Late;
        entry.IsOpen = false;
        return DmaFate.Approved;
    }

    private DmaFate OfRead(GivenEntry? entry, ulong begin, ulong at, ulong length, Span<ulong> words)
    {
        if (entry is { IsOpen: true })
        {
            if (!entry.IsSeen)
                return DmaFate.Unseen;
            var same = IsAsJudged(entry, at, length);
            if (same == true)
            {
                latest = entry;
                return DmaFate.Approved;
            }
            if (same is null)
                return DmaFate.Unseen;
        }
        if (!Knows(begin, owning))
            return DmaFate.Unseen;
        layout.Enter(content, begin, words);
        var isGuests = structure.Owned is { } owned && !owned.Test(words, -1, 0);
        layout.Leave(words);
        if (isGuests)
        {
            Reach(begin, isLast: false);
            return DmaFate.Approved;
        }
        if (look(structure.Root) && (IsOpenNow(begin, at, length) || TakeCopied(begin, words)))
            return DmaFate.Approved;
        TakeLate(begin, words);
        return DmaFate.Late;
    }

    private bool IsOpenNow(ulong begin, ulong at, ulong length) => Covering(begin) is { IsOpen: true } entry && IsAsJudged(entry, at, length) == true;

    /// <summary>
    /// The device takes an entry after one that is not given yet, where no look comes to. It would find a copy there, which is made only of entries
    /// that pass all checks; so the entry is judged by itself.
    /// </summary>
    private bool TakeCopied(ulong begin, Span<ulong> words)
    {
        if (!Knows(begin, needed))
            return false;
        layout.Enter(content, begin, words);
        var passes = true;
        foreach (var check in judges)
            passes &= check.PassesEntry(words, -1, 0, memory);
        var named = new List<(int, DmaDirection, DmaRange)>();
        foreach (var check in checks)
            named.AddRange(Named(check, words, -1, 0));
        if (passes)
            Give(new LookedAt(structure.Index, begin, [.. content], named,
                structure.LastOfRing?.Test(words, -1, 0) == true, structure.Frame?.Test(words, -1, 0) == true));
        layout.Leave(words);
        return passes;
    }

    /// <summary>The device takes an entry that nobody has looked at: what it points to is looked at too late as well.</summary>
    private void TakeLate(ulong begin, Span<ulong> words)
    {
        if (EntryAt(begin) is not { } entry || !Knows(begin, needed))
            return;
        (entry.IsOpen, entry.IsLate) = (false, true);
        entry.Named.Clear();
        layout.Enter(content, begin, words);
        foreach (var check in checks)
            entry.Named.AddRange(Named(check, words, -1, 0));
        Reach(begin, structure.LastOfRing?.Test(words, -1, 0) == true);
        layout.Leave(words);
    }

    /// <summary>The ranges that a check names of an entry whose fields stand in the state block.</summary>
    public static IEnumerable<(int Check, DmaDirection Direction, DmaRange Range)> Named(CheckInfo check, ReadOnlySpan<ulong> words, int eventWord, ulong old)
    {
        if (check.Dma is not { } dma || (check.Where is { } where && !where.Test(words, eventWord, old)))
            return [];
        var ranges = DmaRanges.Of(dma, words, eventWord, old);
        var first = (check.Index, dma.Direction, ranges.First);
        return ranges.First.Length == 0 ? [] : ranges.Second.Length == 0 ? [first] : [first, (check.Index, dma.Direction, ranges.Second)];
    }

    /// <summary>Whether the bytes that the device reads are those that were judged; null when nobody tells them.</summary>
    private bool? IsAsJudged(GivenEntry entry, ulong at, ulong length)
    {
        Span<byte> one = stackalloc byte[1];
        foreach (var (first, count) in needed)
            for (var i = first; i < first + count; i++)
            {
                if (entry.At + (ulong)i - at >= length)
                    continue;
                if (!memory.TryReadByDevice(entry.At + (ulong)i, one))
                    return null;
                if (one[0] != entry.Bytes[i])
                    return false;
            }
        return true;
    }

    /// <summary>Puts bytes of an entry into <see cref="content"/> as the device finds them now; false when nobody tells them.</summary>
    private bool Knows(ulong begin, (int At, int Count)[] wanted)
    {
        content.AsSpan().Clear();
        foreach (var (first, count) in wanted)
            if (!memory.TryReadByDevice(begin + (ulong)first, content.AsSpan(first, count)))
                return false;
        return true;
    }

    /// <summary>Another ring than before has none of its entries.</summary>
    private void Follow(ReadOnlySpan<ulong> words)
    {
        if (structure.Parent is not null)
            return; // it is somewhere else for each entry that names it
        var now = structure.Base.Value(words, -1, 0);
        if (now == start)
            return;
        start = now;
        (reached, ended) = (0, 0);
        if (structure.Kind != DescriptorKind.Ring)
            return;
        entries.Clear();
        latest = null;
    }

    /// <summary>
    /// How far the structure reaches. Where a flag ends a ring, no further than to that flag; as long as nobody has seen one, to the entry after those
    /// that were seen, for a device asks for one after the other.
    /// </summary>
    private ulong Bytes(ReadOnlySpan<ulong> words)
    {
        var size = (ulong)structure.EntrySize;
        var count = structure.Entries?.Value(words, -1, 0) ?? (structure.Kind == DescriptorKind.Ring ? (ulong)structure.Bound : 1);
        if (structure.LastOfRing is not null)
            count = Math.Min(count, ended > 0 ? ended : reached + 1);
        return Math.Min(count, (ulong.MaxValue - start) / size) * size;
    }

    private void Reach(ulong at, bool isLast)
    {
        var index = (at - start) / (ulong)structure.EntrySize + 1;
        reached = Math.Max(reached, index);
        if (isLast)
            ended = index;
        else if (index == ended)
            ended = 0;
    }

    private GivenEntry? Covering(ulong at) => entries.Covering(at, (ulong)structure.EntrySize)?.Place;

    private GivenEntry? EntryAt(ulong at)
    {
        if (entries.TryGetValue(at, out var entry))
            return entry;
        if (entries.Count == MostEntries)
            return null;
        return entries[at] = new GivenEntry(at, structure.EntrySize);
    }
}

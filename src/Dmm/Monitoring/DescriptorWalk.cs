using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>A walk over the entries of one structure that were newly given to the device, into a copy of the monitor's own.</summary>
/// <remarks>
/// Each entry is read once, so that all checks of an event are judged on the same bytes however fast the guest changes its memory. A structure that
/// entries of another one name is walked once for each of them; its bound is one for all of these together. Nothing is allocated after it is made.
/// </remarks>
internal sealed class DescriptorWalk
{
    private readonly DescriptorInfo structure;
    private readonly DescriptorWalk? parent;
    private readonly EntryLayout layout;
    private readonly EntryReader reader;
    private readonly byte[] copies;
    private readonly ulong[] addresses;
    private readonly int[] indexes, parents;
    private IGuestMemory guest = NoMemory.Instance;
    private readonly ulong[] unseen;
    private int unseenCount, parentNumber;
    private ulong end;
    private int judgedWord;
    private ulong judgedOld;

    /// <param name="structure">The structure.</param>
    /// <param name="model">Its model.</param>
    /// <param name="parent">The walk over the entries that name one; null when there are none.</param>
    public DescriptorWalk(DescriptorInfo structure, DeviceModel model, DescriptorWalk? parent)
    {
        this.structure = structure;
        this.parent = parent;
        reader = new EntryReader(structure, model);
        unseen = new ulong[structure.Bound];
        layout = new EntryLayout(structure);
        copies = new byte[structure.Bound * structure.EntrySize];
        addresses = new ulong[structure.Bound];
        indexes = new int[structure.Bound];
        parents = new int[parent is null ? 0 : structure.Bound];
    }

    /// <summary>Entries that were visited.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the structure itself is sound: its entries are the guest's, inside of the ring, and not too many.</summary>
    public bool IsSound { get; private set; }

    /// <summary>What is wrong with a structure that is not sound.</summary>
    public WalkFault Fault { get; private set; }

    /// <summary>Of the last judgement that failed: the entry; -1 when the structure itself is at fault.</summary>
    public int FailedEntry { get; private set; } = -1;

    /// <summary>Receives what is given, or null.</summary>
    public IWalkWitness? Witness { get; set; }

    private int Visited => Count + unseenCount;

    /// <summary>The copy of an entry.</summary>
    public ReadOnlySpan<byte> EntryAt(int number) => copies.AsSpan(number * structure.EntrySize, structure.EntrySize);

    /// <summary>Where the guest has an entry.</summary>
    public ulong AddressOf(int number) => addresses[number];

    /// <summary>The index of an entry in its ring; its number in the walk for other kinds.</summary>
    public int IndexOf(int number) => indexes[number];

    /// <summary>Of a structure that others name: the number of the entry that names this one.</summary>
    public int ParentOf(int number) => parents[number];

    /// <summary>Visits what was newly given; the walk over the entries that name it was made before.</summary>
    public void Read(Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        Count = unseenCount = 0;
        FailedEntry = -1;
        Fault = default;
        guest = memory;
        (judgedWord, judgedOld) = (eventWord, old);
        IsSound = parent is null ? ReadOne(words) : parent.IsSound && ReadOfParents(words);
        layout.Leave(words);
    }

    /// <summary>The checks that an entry fails which they are about, as bits; all of them where the structure itself is not sound.</summary>
    /// <remarks>Each entry is taken apart once for all checks. Of several that fail, <see cref="FailedEntry"/> is that of the last.</remarks>
    public ulong FailedOf(ReadOnlySpan<CompiledCheck> checks, Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        ulong all = 0, failed = 0;
        foreach (var check in checks)
            all |= 1UL << check.Index;
        if (!IsSound)
            return all;
        var last = -1;
        layout.SaveRemembered(words);
        for (var number = 0; number < Count && failed != all; number++)
        {
            Enter(number, words);
            for (var at = 0; at < checks.Length; at++)
            {
                var bit = 1UL << checks[at].Index;
                if ((failed & bit) != 0 || checks[at].PassesEntry(words, eventWord, old, memory))
                    continue;
                failed |= bit;
                (last, FailedEntry) = at >= last ? (at, number) : (last, FailedEntry);
            }
            layout.Remember(words, guest);
        }
        layout.RestoreRemembered(words);
        Leave(words);
        return failed;
    }

    /// <summary>The entries are the device's now.</summary>
    /// <returns>How many of them end a frame.</returns>
    public int Commit(Span<ulong> words)
    {
        var frames = 0;
        for (var number = 0; Witness is not null && number < unseenCount; number++)
            Witness.Unseen(structure, unseen[number]);
        for (var number = 0; number < Count; number++)
        {
            layout.Keep(EntryAt(number), words);
            Enter(number, words);
            Witness?.Given(structure, addresses[number], EntryAt(number), words, judgedWord, judgedOld);
            frames += structure.Frame?.Test(words, -1, 0) == true ? 1 : 0;
            layout.Remember(words, guest);
        }
        Leave(words);
        if (structure.Head is { } head)
            words[head.Word] = Math.Min(end, head.Max);
        return frames;
    }

    /// <summary>Puts the fields of the entry that failed, and what those before it left, into a block that is kept for messages.</summary>
    public void EnterFailed(Span<ulong> words)
    {
        for (var number = 0; number <= FailedEntry; number++)
        {
            Enter(number, words);
            if (number < FailedEntry)
                layout.Remember(words, guest);
        }
    }

    /// <summary>Puts the fields of an entry into the state block, and those of the entries that led to it.</summary>
    private void Enter(int number, Span<ulong> words)
    {
        parent?.Enter(parents[number], words);
        layout.Enter(EntryAt(number), addresses[number], words);
    }

    private void Leave(Span<ulong> words)
    {
        layout.Leave(words);
        parent?.Leave(words);
    }

    private bool ReadOfParents(Span<ulong> words)
    {
        var isSound = true;
        for (parentNumber = 0; parentNumber < parent!.Count && isSound; parentNumber++)
        {
            parent.Enter(parentNumber, words);
            isSound = structure.Where?.Test(words, judgedWord, judgedOld) == false || ReadOne(words);
        }
        parent.Leave(words);
        return isSound;
    }

    private bool ReadOne(Span<ulong> words)
    {
        // What is looked at on no event goes on where the last walk ended.
        var at = judgedWord < 0 && structure is { Kind: DescriptorKind.List, Head: { } head } ? words[head.Word] : structure.Base.Value(words, judgedWord, judgedOld);
        return structure.Kind switch
        {
            DescriptorKind.Ring => structure.Counter is null ? ReadRing(at, words) : ReadCounted(at, words),
            DescriptorKind.List => ReadList(at, words),
            DescriptorKind.Array => ReadArray(at, words),
            _ when Visited == structure.Bound => Fails(new WalkFault(WalkFaultKind.TooMany)),
            _ => Visit(at, Count, words) != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, At: at)),
        };
    }

    private bool ReadRing(ulong at, Span<ulong> words)
    {
        var entries = structure.Entries?.Value(words, judgedWord, judgedOld) ?? (ulong)structure.Bound;
        var tail = structure.Tail?.Value(words, judgedWord, judgedOld);
        var head = end = words[structure.Head!.Word];
        if (end == tail)
            return true; // nothing was given, not even by a ring that is not there yet
        if (end >= entries || tail >= entries)
            return Fails(new WalkFault(end >= entries ? WalkFaultKind.HeadOutside : WalkFaultKind.TailOutside, head, tail, entries));
        while (end != tail)
        {
            if (Visited == structure.Bound || (ulong)Visited == entries)
                return (tail is null && (ulong)Visited == entries && structure.Entries is not null) || Fails(new WalkFault(WalkFaultKind.TooMany, head, tail, entries)); // the whole ring is the device's
            if (!TryFind(at, end, out var entry))
                return Fails(new WalkFault(WalkFaultKind.Foreign, head, tail, entries, at));
            var step = Visit(entry, (int)end, words);
            if (step != Step.Taken && (step != Step.Unknown || tail is null))
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, head, tail, entries, entry));
            var isLast = step == Step.Taken && (structure.LastOfRing?.Test(words, judgedWord, judgedOld) ?? false);
            if (end + 1 == entries && !isLast && structure.Entries is null)
                return Fails(new WalkFault(WalkFaultKind.NoLast, head, tail, entries));
            end = end + 1 == entries || isLast ? 0 : end + 1;
            if (end == head && tail is null)
                return true; // round it, and all of it is given
        }
        return true;
    }

    /// <summary>A ring of which a word in memory counts the entries that were given, and begins again at 0 behind its largest value.</summary>
    private bool ReadCounted(ulong at, Span<ulong> words)
    {
        var (where, mask) = (structure.Counter!.At.Value(words, judgedWord, judgedOld), structure.Counter.Mask);
        var entries = structure.Entries!.Value(words, judgedWord, judgedOld);
        end = words[structure.Head!.Word];
        if (!guest.Owns(where, (ulong)structure.Counter.Size))
            return Fails(new WalkFault(WalkFaultKind.Foreign, end, Length: entries, At: where));
        if (!reader.TryReadNumber(guest, where, structure.Counter.Size, out var counted))
        {
            unseen[unseenCount++] = where;
            return true;
        }
        var head = end;
        if (((counted - end) & mask) > entries)
            return Fails(new WalkFault(WalkFaultKind.TailOutside, head, counted, entries));
        for (; end != counted; end = (end + 1) & mask)
        {
            if (Visited == structure.Bound)
                return Fails(new WalkFault(WalkFaultKind.TooMany, head, counted, entries));
            if (!TryFind(at, end % entries, out var entry))
                return Fails(new WalkFault(WalkFaultKind.Foreign, head, counted, entries, at));
            var step = Visit(entry, (int)(end % entries), words);
            if (step is Step.Foreign or Step.NotOwned)
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, head, counted, entries, entry));
        }
        return true;
    }

    private bool ReadList(ulong at, Span<ulong> words)
    {
        while (Visited < structure.Bound)
        {
            end = at;
            var step = Visit(at, Count, words);
            if (step != Step.Taken)
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, At: at));
            var isLast = structure.Last!.Test(words, judgedWord, judgedOld);
            at = structure.Next!.Value(words, judgedWord, judgedOld);
            // A list that the device reads on its own account grows by a change of its last entry, at which the next look begins.
            var isClosed = structure.IsFetchedAnytime && addresses.AsSpan(0, Count).Contains(at); // it leads back into itself, and all of it is given
            end = isLast && structure.IsFetchedAnytime ? end : at;
            if (isLast || isClosed)
                return true;
        }
        return Fails(new WalkFault(WalkFaultKind.TooMany));
    }

    private bool ReadArray(ulong at, Span<ulong> words)
    {
        var entries = structure.Entries!.Value(words, judgedWord, judgedOld);
        for (ulong number = 0; number < entries; number++)
        {
            if (Visited == structure.Bound)
                return Fails(new WalkFault(WalkFaultKind.TooMany));
            if (!TryFind(at, number, out var entry))
                return Fails(new WalkFault(WalkFaultKind.Foreign, At: at));
            var step = Visit(entry, (int)number, words);
            if (step is Step.Foreign or Step.NotOwned)
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, At: entry));
            if (step == Step.Taken && structure.Last?.Test(words, judgedWord, judgedOld) == true)
                return true;
        }
        return true;
    }

    private bool Fails(in WalkFault fault)
    {
        Fault = fault;
        return false;
    }

    /// <summary>Where an entry of a structure is whose entries are side by side; false when that is past the last address.</summary>
    private bool TryFind(ulong at, ulong index, out ulong entry)
    {
        entry = unchecked(at + index * (ulong)structure.EntrySize);
        return index <= (ulong.MaxValue - at) / (ulong)structure.EntrySize;
    }

    /// <summary>Copies an entry; its fields stay in the state block.</summary>
    private Step Visit(ulong at, int index, Span<ulong> words)
    {
        if (!guest.Owns(at, (ulong)structure.EntrySize))
            return Step.Foreign;
        var copy = copies.AsSpan(Count * structure.EntrySize, structure.EntrySize);
        if (!reader.TryRead(guest, at, copy))
        {
            unseen[unseenCount++] = at;
            return Step.Unknown;
        }
        layout.Enter(copy, at, words);
        if (structure.Owned is { } owned && !owned.Test(words, judgedWord, judgedOld))
            return Step.NotOwned;
        (addresses[Count], indexes[Count]) = (at, index);
        if (parent is not null)
            parents[Count] = parentNumber;
        Count++;
        return Step.Taken;
    }

    /// <summary>What became of a visit.</summary>
    private enum Step
    {
        /// <summary>The entry is the device's.</summary>
        Taken,

        /// <summary>It is the guest's still, so the walk ends before it.</summary>
        NotOwned,

        /// <summary>It lies where the guest owns no memory.</summary>
        Foreign,

        /// <summary>Nobody here can look at it.</summary>
        Unknown,
    }
}

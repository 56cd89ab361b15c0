using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>A walk over the entries of one structure that were newly given to the device, into a copy of the monitor's own.</summary>
/// <remarks>
/// Each entry is read once, so that all checks of an event are judged on the same bytes however fast the guest changes its memory. Nothing is
/// allocated after it is made.
/// </remarks>
internal sealed class DescriptorWalk
{
    private readonly DescriptorInfo structure;
    private readonly EntryLayout layout;
    private readonly byte[] copies;
    private readonly ulong[] addresses;
    private readonly int[] indexes;
    private IGuestMemory guest = NoMemory.Instance;
    private readonly (int At, int Count)[] needed;
    private readonly ulong[] unseen;
    private int unseenCount;
    private ulong end;
    private int judgedWord;
    private ulong judgedOld;

    public DescriptorWalk(DescriptorInfo structure, DeviceModel model)
    {
        this.structure = structure;
        needed = [.. EntryBytes.Needed(model, structure)];
        unseen = new ulong[structure.Bound];
        layout = new EntryLayout(structure);
        copies = new byte[structure.Bound * structure.EntrySize];
        addresses = new ulong[structure.Bound];
        indexes = new int[structure.Bound];
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

    /// <summary>The copy of an entry.</summary>
    public ReadOnlySpan<byte> EntryAt(int number) => copies.AsSpan(number * structure.EntrySize, structure.EntrySize);

    /// <summary>Where the guest has an entry.</summary>
    public ulong AddressOf(int number) => addresses[number];

    /// <summary>The index of an entry in its ring; its number in the walk for other kinds.</summary>
    public int IndexOf(int number) => indexes[number];

    /// <summary>Visits what was newly given.</summary>
    public void Read(Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        Count = unseenCount = 0;
        FailedEntry = -1;
        Fault = default;
        guest = memory;
        (judgedWord, judgedOld) = (eventWord, old);
        var at = structure.Base.Value(words, eventWord, old);
        IsSound = structure.Kind switch
        {
            DescriptorKind.Ring => ReadRing(at, words, memory, eventWord, old),
            DescriptorKind.List => ReadList(at, words, memory, eventWord, old),
            _ => Visit(at, 0, words, memory, eventWord, old) != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, At: at)),
        };
        layout.Leave(words);
    }

    /// <summary>Whether every visited entry that a check is about passes it.</summary>
    public bool Passes(Compilation.CompiledCheck check, Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        if (!IsSound)
            return false;
        var passes = true;
        layout.SaveRemembered(words);
        for (var number = 0; number < Count && passes; number++)
        {
            layout.Enter(EntryAt(number), words);
            passes = check.PassesEntry(words, eventWord, old, memory);
            FailedEntry = passes ? FailedEntry : number;
            layout.Remember(words, guest);
        }
        layout.RestoreRemembered(words);
        layout.Leave(words);
        return passes;
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
            layout.Enter(EntryAt(number), words);
            Witness?.Given(structure, addresses[number], EntryAt(number), words, judgedWord, judgedOld);
            frames += structure.Frame?.Test(words, -1, 0) == true ? 1 : 0;
            layout.Remember(words, guest);
        }
        layout.Leave(words);
        if (structure.Head is { } head)
            words[head.Word] = Math.Min(end, head.Max);
        return frames;
    }

    /// <summary>Puts the fields of the entry that failed, and what those before it left, into a block that is kept for messages.</summary>
    public void EnterFailed(Span<ulong> words)
    {
        for (var number = 0; number <= FailedEntry; number++)
        {
            layout.Enter(EntryAt(number), words);
            if (number < FailedEntry)
                layout.Remember(words, guest);
        }
    }

    private bool ReadRing(ulong at, Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        var entries = structure.Entries!.Value(words, eventWord, old);
        var tail = structure.Tail?.Value(words, eventWord, old);
        end = words[structure.Head!.Word];
        if (end == tail)
            return true; // nothing was given, not even by a ring that is not there yet
        var head = end;
        if (end >= entries || tail >= entries)
            return Fails(new WalkFault(end >= entries ? WalkFaultKind.HeadOutside : WalkFaultKind.TailOutside, head, tail, entries));
        while (end != tail)
        {
            var visited = Count + unseenCount;
            if (visited == structure.Bound || (ulong)visited == entries)
                return (tail is null && (ulong)visited == entries) || Fails(new WalkFault(WalkFaultKind.TooMany, head, tail, entries)); // the whole ring is the device's
            var place = at + end * (ulong)structure.EntrySize;
            var step = end > (ulong.MaxValue - at) / (ulong)structure.EntrySize ? Step.Foreign : Visit(place, (int)end, words, memory, eventWord, old);
            if (step != Step.Taken && (step != Step.Unknown || tail is null))
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, head, tail, entries, place));
            end = end + 1 == entries || (step == Step.Taken && (structure.LastOfRing?.Test(words, eventWord, old) ?? false)) ? 0 : end + 1;
        }
        return true;
    }

    private bool ReadList(ulong at, Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        while (Count < structure.Bound)
        {
            var step = Visit(at, Count, words, memory, eventWord, old);
            if (step != Step.Taken)
                return step != Step.Foreign || Fails(new WalkFault(WalkFaultKind.Foreign, At: at));
            if (structure.Last!.Test(words, eventWord, old))
                return true;
            at = structure.Next!.Value(words, eventWord, old);
        }
        return Fails(new WalkFault(WalkFaultKind.TooMany));
    }

    private bool Fails(in WalkFault fault)
    {
        Fault = fault;
        return false;
    }

    /// <summary>Copies an entry; its fields stay in the state block.</summary>
    private Step Visit(ulong at, int index, Span<ulong> words, IGuestMemory memory, int eventWord, ulong old)
    {
        if (!memory.Owns(at, (ulong)structure.EntrySize))
            return Step.Foreign;
        var copy = copies.AsSpan(Count * structure.EntrySize, structure.EntrySize);
        if (!memory.TryRead(at, copy) && !TryReadNeeded(at, copy, memory))
        {
            unseen[unseenCount++] = at;
            return Step.Unknown;
        }
        layout.Enter(copy, words);
        if (structure.Owned is { } owned && !owned.Test(words, eventWord, old))
            return Step.NotOwned;
        (addresses[Count], indexes[Count]) = (at, index);
        Count++;
        return Step.Taken;
    }

    /// <summary>Where not all bytes of an entry are known, those suffice that the model looks at; the others are 0.</summary>
    private bool TryReadNeeded(ulong at, Span<byte> copy, IGuestMemory memory)
    {
        copy.Clear();
        foreach (var (first, count) in needed)
            if (!memory.TryRead(at + (ulong)first, copy.Slice(first, count)))
                return false;
        return true;
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

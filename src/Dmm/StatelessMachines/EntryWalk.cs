using Dmm.Expressions;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.StatelessMachines;

/// <summary>The entries of one structure that an event gives to the device, each read once.</summary>
internal sealed class EntryWalk
{
    private readonly DescriptorInfo structure;
    private readonly IGuestMemory memory;
    private readonly EventView before;
    private readonly List<EventView> entries = [];
    private EventView view;
    private readonly ulong[] left;
    private readonly EntryWalk? parent;
    private readonly DeviceModel model;
    private EventView by;
    private int unseen;
    private ulong next;

    /// <summary>Visits them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="structure">The structure.</param>
    /// <param name="before">What the event is judged on.</param>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="parent">The walk over the entries that name one; null when there are none.</param>
    public EntryWalk(DeviceModel model, DescriptorInfo structure, EventView before, IGuestMemory memory, EntryWalk? parent)
    {
        this.model = model;
        this.structure = structure;
        this.before = before;
        this.memory = memory;
        this.parent = parent;
        view = by = before;
        IsSound = parent is null ? VisitOne() : parent.IsSound && parent.Entries.All(VisitOneOf);
        left = Remember();
    }

    /// <summary>Whether the entries are the guest's, inside of their ring, and not too many.</summary>
    public bool IsSound { get; }

    /// <summary>The entries: for each the view in which its fields have their values.</summary>
    public IReadOnlyList<EventView> Entries => entries;

    /// <summary>The entries are the device's now: what is kept of them goes into the state.</summary>
    public void Commit(ulong[] words)
    {
        foreach (var entry in entries)
            foreach (var field in structure.Fields)
                if (field.Keep is { } variable)
                    words[variable.Word] = Math.Min(entry.Words[field.Word], variable.Max);
        foreach (var remembered in structure.Remembered)
            words[remembered.Variable.Word] = left[remembered.Variable.Word];
        if (structure.Head is { } head)
            words[head.Word] = Math.Min(next, head.Max);
    }

    /// <summary>Each entry finds in the remembered variables what the one before it has left there.</summary>
    /// <returns>The state block with what the last entry leaves.</returns>
    private ulong[] Remember()
    {
        var leaves = before.Words;
        foreach (var entry in entries)
        {
            foreach (var remembered in structure.Remembered)
                entry.Words[remembered.Variable.Word] = leaves[remembered.Variable.Word];
            leaves = [.. entry.Words];
            var now = new EventView(leaves, -1, 0);
            foreach (var (variable, value, where, unless, _) in structure.Remembered)
                if ((where is null || now.Holds(where)) && (unless is null || !new CheckRun(model, now, memory).Passes(unless)))
                    leaves[variable.Word] = Math.Min(now.Number(value), variable.Max);
        }
        return leaves;
    }

    private bool VisitOneOf(EventView entry)
    {
        by = entry with { Words = [.. entry.Words] };
        foreach (var remembered in parent!.structure.Remembered) // what an entry leaves is for later entries of its own structure
            by.Words[remembered.Variable.Word] = before.Words[remembered.Variable.Word];
        return (structure.Where is { } where && !by.Holds(where)) || VisitOne();
    }

    private bool VisitOne()
    {
        var at = before.EventWord < 0 && structure is { Kind: DescriptorKind.List, Head: { } head } ? before.Words[head.Word] : by.Number(structure.Base);
        return structure.Kind switch
        {
            DescriptorKind.Ring when structure.Counter is { } counter => VisitCounted(at, counter),
            DescriptorKind.Ring => VisitRing(at),
            DescriptorKind.List => VisitList(at),
            DescriptorKind.Array => VisitArray(at, by.Number(structure.Entries!)),
            _ => IsFull ? false : Visit(at) != Visited.Foreign,
        };
    }

    private bool IsFull => entries.Count + unseen == structure.Bound;

    private bool VisitCounted(ulong at, MemoryWordInfo counter)
    {
        var length = before.Number(structure.Entries!);
        var word = new byte[counter.Size];
        var where = before.Number(counter.At);
        next = before.Words[structure.Head!.Word];
        if (!memory.Owns(where, (ulong)word.Length))
            return false;
        if (!memory.TryRead(where, word))
        {
            unseen++;
            return true;
        }
        var values = 1UL << 8 * counter.Size;
        var given = (Number(word) + values - next) % values;
        if (given > length)
            return false;
        for (; given > 0; given--)
        {
            if (IsFull || AddressOf(at, next % length) is not { } address || Visit(address) is var visited && visited == Visited.Foreign)
                return false;
            if (visited == Visited.NotOwned)
                return true;
            next = (next + 1) % values;
        }
        return true;
    }

    private bool VisitArray(ulong at, ulong length)
    {
        for (ulong number = 0; number < length; number++)
        {
            if (IsFull || AddressOf(at, number) is not { } address || Visit(address) is var visited && visited == Visited.Foreign)
                return false;
            if (visited == Visited.NotOwned || (visited == Visited.Taken && structure.Last is { } last && view.Holds(last)))
                return true;
        }
        return true;
    }

    private ulong? AddressOf(ulong at, ulong number) =>
        (UInt128)at + (UInt128)number * (ulong)structure.EntrySize is var address && address <= ulong.MaxValue ? (ulong)address : null;

    private bool VisitRing(ulong at)
    {
        var length = structure.Entries is { } count ? before.Number(count) : (ulong)structure.Bound;
        var tail = Of(structure.Tail);
        var first = next = before.Words[structure.Head!.Word];
        if (next == tail)
            return true;
        if (next >= length || tail >= length)
            return false;
        while (next != tail)
        {
            if ((ulong)(entries.Count + unseen) == length)
                return tail is null && structure.Entries is not null; // the whole ring is the device's
            if (IsFull || AddressOf(at, next) is not { } address)
                return false;
            var visited = Visit(address);
            switch (visited)
            {
                case Visited.Foreign:
                    return false;
                case Visited.Unseen when tail is null:
                case Visited.NotOwned:
                    return true;
            }
            var isLast = visited == Visited.Taken && structure.LastOfRing is { } last && view.Holds(last);
            if (next + 1 == length && !isLast && structure.Entries is null)
                return false;
            next = next + 1 == length || isLast ? 0 : next + 1;
            if (next == first && tail is null)
                return true;
        }
        return true;
    }

    private bool VisitList(ulong at)
    {
        while (!IsFull)
        {
            next = at;
            if (Visit(at) is var visited && visited != Visited.Taken)
                return visited != Visited.Foreign;
            var isLast = view.Holds(structure.Last!);
            at = view.Number(structure.Next!);
            var isClosed = structure.IsFetchedAnytime && entries.Any(entry => entry.Words[structure.HereWord] == at);
            if (!isLast || !structure.IsFetchedAnytime)
                next = at;
            if (isLast || isClosed)
                return true;
        }
        return false;
    }

    private Visited Visit(ulong at)
    {
        var entry = new byte[structure.EntrySize];
        if (!memory.Owns(at, (ulong)entry.Length))
            return Visited.Foreign;
        if (!memory.TryRead(at, entry) && !HasNeeded(at, entry))
        {
            unseen++;
            return Visited.Unseen;
        }
        view = by with { Words = [.. by.Words] };
        view.Words[structure.HereWord] = at;
        foreach (var field in structure.Fields)
            view.Words[field.Word] = (Number(entry.AsSpan(field.At, field.Size)) >> field.Shift) & field.Mask;
        if (structure.Owned is { } owned && !view.Holds(owned))
            return Visited.NotOwned;
        entries.Add(view);
        return Visited.Taken;
    }

    // What the model looks at is enough.
    private bool HasNeeded(ulong at, byte[] entry)
    {
        Array.Clear(entry);
        return EntryBytes.Needed(model, structure).All(range => memory.TryRead(at + (ulong)range.At, entry.AsSpan(range.At, range.Count)));
    }

    // The lowest byte comes first.
    private static ulong Number(ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            number = number << 8 | bytes[i];
        return number;
    }

    private ulong? Of(CompiledExpression? number) => number is null ? null : before.Number(number);

    /// <summary>What became of a visit.</summary>
    private enum Visited
    {
        /// <summary>The entry is the device's.</summary>
        Taken,

        /// <summary>The entry is the guest's still.</summary>
        NotOwned,

        /// <summary>The guest owns no memory there.</summary>
        Foreign,

        /// <summary>The bytes of the entry are not known here.</summary>
        Unseen,
    }
}

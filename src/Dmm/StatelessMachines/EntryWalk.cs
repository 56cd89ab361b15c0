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
    private readonly DeviceModel model;
    private int unseen;
    private ulong next;

    /// <summary>Visits them.</summary>
    public EntryWalk(DeviceModel model, DescriptorInfo structure, EventView before, IGuestMemory memory)
    {
        this.model = model;
        this.structure = structure;
        this.before = before;
        this.memory = memory;
        view = before;
        var at = before.Number(structure.Base);
        IsSound = structure.Kind switch
        {
            DescriptorKind.Ring => VisitRing(at),
            DescriptorKind.List => VisitList(at),
            _ => Visit(at) != Visited.Foreign,
        };
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

    private bool VisitRing(ulong at)
    {
        var length = before.Number(structure.Entries!);
        var tail = Of(structure.Tail);
        next = before.Words[structure.Head!.Word];
        if (next == tail)
            return true;
        if (next >= length || tail >= length)
            return false;
        while (next != tail)
        {
            if ((ulong)(entries.Count + unseen) == length)
                return tail is null; // the whole ring is the device's
            if (entries.Count + unseen == structure.Bound)
                return false;
            var address = (UInt128)at + (UInt128)next * (ulong)structure.EntrySize;
            if (address > ulong.MaxValue)
                return false;
            var visited = Visit((ulong)address);
            switch (visited)
            {
                case Visited.Foreign:
                    return false;
                case Visited.Unseen when tail is null:
                case Visited.NotOwned:
                    return true;
            }
            next = next + 1 == length || (visited == Visited.Taken && structure.LastOfRing is { } last && view.Holds(last)) ? 0 : next + 1;
        }
        return true;
    }

    private bool VisitList(ulong at)
    {
        while (entries.Count < structure.Bound)
        {
            if (Visit(at) is var visited && visited != Visited.Taken)
                return visited != Visited.Foreign;
            if (view.Holds(structure.Last!))
                return true;
            at = view.Number(structure.Next!);
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
        view = before with { Words = [.. before.Words] };
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

using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.StatelessMachines;

/// <summary>The checks of one event, all judged on the same state and on the same copy of entries in guest memory.</summary>
internal sealed class CheckRun(DeviceModel model, EventView before, IGuestMemory memory)
{
    private readonly Dictionary<DescriptorInfo, EntryWalk> walks = [];

    /// <summary>The structures whose entries the event gives to the device.</summary>
    public IEnumerable<DescriptorInfo> Walked => walks.Keys;

    /// <summary>Whether a check passes.</summary>
    public bool Passes(CheckInfo check)
    {
        if (check.Walk is not { } structure)
            return Passes(check, before);
        var walk = WalkOf(structure);
        return walk.IsSound && walk.Entries.All(entry => check.Where is { } where && !entry.Holds(where) || Passes(check, entry));
    }

    private EntryWalk WalkOf(DescriptorInfo structure)
    {
        var parent = structure.Parent is { } named ? WalkOf(named) : null;
        if (!walks.TryGetValue(structure, out var walk))
            walks[structure] = walk = new EntryWalk(model, structure, before, memory, parent);
        return walk;
    }

    /// <summary>The entries that were visited are the device's now.</summary>
    public void Commit(ulong[] words)
    {
        foreach (var walk in walks.Values)
            walk.Commit(words);
    }

    private bool Passes(CheckInfo check, EventView view) => check.Holds is { } holds ? view.Holds(holds) : Passes(check.Dma!, view);

    /// <summary>Whether a range lies in its windows.</summary>
    public bool Passes(DmaInfo dma) => Passes(dma, before);

    // In 128 bits no sum wraps.
    private bool Passes(DmaInfo dma, EventView view)
    {
        UInt128 at = view.Number(dma.At);
        var end = at + view.Number(dma.Length);
        if (end == at)
            return dma.EmptyAllowed;
        if (dma.Wraps is not { } wraps)
            return LiesWithin(dma, at, end);
        UInt128 top = view.Number(wraps.At), bottom = view.Number(wraps.To);
        if (at >= top || end <= top)
            return LiesWithin(dma, at, end);
        var last = bottom + (end - top);
        return LiesWithin(dma, at, top) && LiesWithin(dma, bottom, bottom < top ? UInt128.Min(last, top) : last);
    }

    private bool LiesWithin(DmaInfo dma, UInt128 start, UInt128 end) =>
        dma.Within.Any(window => window.IsGuest && memory.Owns((ulong)start, (ulong)(end - start))) || LiesOnCard(dma, start, end);

    /// <summary>Each window takes its part of the range from the begin on, until nothing is left or no window has what comes next.</summary>
    private static bool LiesOnCard(DmaInfo dma, UInt128 start, UInt128 end)
    {
        while (start < end)
        {
            var next = dma.Within.Where(window => !window.IsGuest && window.Start <= start).Select(window => (UInt128)window.Start + window.Size).Append(start).Max();
            if (next == start)
                return false;
            start = next;
        }
        return true;
    }
}

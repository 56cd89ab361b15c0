using System.Numerics;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>Holds what the device of a recording really did with memory of the guest against what a monitor had judged before.</summary>
internal sealed class DmaLedger : IWalkWitness
{
    private readonly DeviceMonitor monitor;
    private readonly GivenStructure[] structures;
    private readonly DmaRanges?[] passed;
    private readonly List<LookedAt> pending = [];
    private readonly long[] fates = new long[4];

    public DmaLedger(DeviceMonitor monitor, RecordedMemory memory)
    {
        this.monitor = monitor;
        var model = monitor.Tables.Model;
        structures = [.. model.Descriptors.Select(structure => new GivenStructure(structure, model, memory, CopiedNow))];
        passed = new DmaRanges?[model.Checks.Count];
        monitor.TellWalks(this);
    }

    /// <summary>DMAs that the device did.</summary>
    public long Observed => fates.Sum();

    /// <summary>The structures, by index in the model.</summary>
    public IReadOnlyList<GivenStructure> Structures => structures;

    /// <summary>The structure that the last DMA was of; empty for none.</summary>
    public string LastStructure { get; private set; } = "";

    /// <summary>
    /// DMAs of entries that the device took between two looks of the monitor. Where the device reads copies it takes none before the monitor has looked.
    /// </summary>
    public long ByCopy { get; private set; }

    /// <summary>Has the monitor look at a structure without an access; false where it does not.</summary>
    public Func<DescriptorInfo, bool>? LookNow { get; init; }

    /// <summary>The structure and the entry of it that an address lies in; null when it lies in none.</summary>
    public (DescriptorInfo Structure, ulong Begin, ulong? Index)? EntryOf(ulong at)
    {
        foreach (var structure in monitor.Tables.Model.Descriptors)
            if (structures[structure.Index].EntryOf(at, monitor.State.Words) is var (begin, index))
                return (structure, begin, index);
        return null;
    }

    /// <summary>How many DMAs met a fate.</summary>
    public long CountOf(DmaFate fate) => fates[(int)fate];

    /// <summary>An event begins.</summary>
    public void Begin()
    {
        if (pending.Count > 0)
            pending.Clear();
    }

    /// <summary>Notes what an access has named that was allowed.</summary>
    public void TakePassed()
    {
        var all = monitor.Passed;
        if (all == 0)
            return;
        TakeGiven(all);
        for (var rest = all; rest != 0; rest &= rest - 1)
        {
            var check = monitor.Tables.Model.Checks[BitOperations.TrailingZeroCount(rest)];
            if (check.IsOfGuest && check.Walk is null)
                passed[check.Index] = DmaRanges.Of(check.Dma!, monitor.State.Words, -1, 0);
        }
    }

    /// <summary>Notes which entries were given, by walks of certain checks.</summary>
    public void TakeGiven(ulong byChecks)
    {
        for (var rest = monitor.Given; rest != 0; rest &= rest - 1)
            structures[BitOperations.TrailingZeroCount(rest)].Approve(monitor.State.Words);
        foreach (var look in pending)
        {
            look.Named.RemoveAll(each => (byChecks >> each.Check & 1) == 0);
            structures[look.Structure].Give(look);
        }
        pending.Clear();
    }

    /// <summary>Takes a DMA of the device, whose bytes the memory has now.</summary>
    public DmaFate Take(in TraceEvent dma)
    {
        LastStructure = "";
        var fate = Of(dma.Value, dma.Offset, dma.Kind == TraceEventKind.DmaRead);
        fates[(int)fate]++;
        return fate;
    }

    /// <inheritdoc/>
    public void Given(DescriptorInfo structure, ulong at, ReadOnlySpan<byte> entry, ReadOnlySpan<ulong> words, int eventWord, ulong old)
    {
        if (structure.Root is { Tail: null, Counter: null } && structures[structure.Index].Has(at, entry))
            return; // looked at once more, and nothing has changed
        var named = new List<(int, DmaDirection, DmaRange)>();
        foreach (var check in monitor.Tables.Model.Checks)
            if (check.Walk == structure)
                named.AddRange(GivenStructure.Named(check, words, eventWord, old));
        pending.Add(new LookedAt(structure.Index, at, entry.ToArray(), named, structure.LastOfRing?.Test(words, eventWord, old) == true, structure.Frame?.Test(words, -1, 0) == true));
    }

    /// <inheritdoc/>
    public void Unseen(DescriptorInfo structure, ulong at) => pending.Add(new LookedAt(structure.Index, at, [], [], false, false));

    private bool CopiedNow(DescriptorInfo structure)
    {
        if (LookNow?.Invoke(structure) != true)
            return false;
        ByCopy++;
        return true;
    }

    private DmaFate Of(ulong at, ulong length, bool isRead)
    {
        Span<ulong> words = monitor.State.Block;
        // One that reaches beyond an entry may be of another structure that begins in it; and what entries of a parent named once may be something else by now.
        DmaFate? named = null;
        foreach (var structure in structures)
            if (structure.OfEntry(at, length, isRead, words) is { } fate && fate != DmaFate.Unapproved)
            {
                if (fate == DmaFate.Approved || structure.IsOfItsOwn)
                    return Of(structure, fate);
                named = Of(structure, fate);
            }
        foreach (var structure in structures)
            if (named is null && structure.OfRest(at, length, isRead, words) is { } fate)
                return Of(structure, fate);
        var direction = isRead ? DmaDirection.Read : DmaDirection.Write;
        for (var i = 0; i < passed.Length && named is null; i++)
            if (passed[i] is { } ranges && monitor.Tables.Model.Checks[i].Dma!.Direction == direction && (Contains(ranges.First, at, length) || Contains(ranges.Second, at, length)))
                return DmaFate.Approved;
        foreach (var structure in structures)
            if (structure.OfNamed(direction, at, length) is { } fate && (named is null || fate < named))
                named = Of(structure, fate);
        if (named is { } known)
            return known;
        return DmaFate.Unapproved;
    }

    private DmaFate Of(GivenStructure structure, DmaFate fate)
    {
        LastStructure = structure.Name;
        return fate;
    }

    private static bool Contains(DmaRange range, ulong at, ulong length) => new MemoryWindow(range.Start, range.Length, 0).Contains(at, length);
}

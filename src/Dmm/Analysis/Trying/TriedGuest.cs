using Dmm.Analysis.Mutation.Evidence;
using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying.Truth;

namespace Dmm.Analysis.Trying;

/// <summary>The guest of a case: its monitor, its memory, and which of its memory the device may reach by what it gave last.</summary>
internal sealed class TriedGuest : IWalkWitness
{
    private readonly StandingStructures standing;
    private readonly List<(int Check, DmaDirection Direction, DmaRange Range)> named = [];

    /// <param name="tables">The model.</param>
    /// <param name="map">Where it has memory.</param>
    /// <param name="restoring">Shows what a hand-off would do; null where nothing can.</param>
    public TriedGuest(MonitorTables tables, GuestMap map, IRestoring? restoring)
    {
        Memory = new TriedMemory(map);
        Monitor = new DeviceMonitor(tables, Memory);
        Restoring = restoring;
        standing = new StandingStructures(Monitor);
        Monitor.TellWalks(this);
    }

    /// <summary>Its monitor, of a device at power-on.</summary>
    public DeviceMonitor Monitor { get; }

    /// <summary>Its memory.</summary>
    public TriedMemory Memory { get; }

    /// <summary>Shows what a hand-off would do; null where nothing can.</summary>
    public IRestoring? Restoring { get; }

    /// <summary>The bytes that the device may read, or write, by the last access or interrupt and no other.</summary>
    public IReadOnlyList<MemoryRange> Named(DmaDirection direction) =>
        JoinedRanges.Of(named.Where(each => each.Direction == direction).Select(each => new MemoryRange(each.Range.Start, each.Range.Length)));

    /// <summary>The guest makes an access.</summary>
    /// <param name="judge">Gives it to the monitor.</param>
    public Verdict Access(Func<DeviceMonitor, Verdict> judge)
    {
        named.Clear();
        var verdict = judge(Monitor);
        if (verdict.Kind < VerdictKind.Observed || !verdict.IsAllowed)
            return verdict;
        var passed = Monitor.Passed;
        named.RemoveAll(each => (passed >> each.Check & 1) == 0);
        foreach (var check in Monitor.Tables.Model.Checks.Where(check => check.Walk is null && (passed >> check.Index & 1) != 0))
            named.AddRange(GivenStructure.Named(check, Monitor.State.Words, -1, 0));
        standing.Approve();
        return verdict;
    }

    /// <summary>The device interrupts, and the monitor looks at what was given without an access.</summary>
    /// <param name="cause">The cause; null where nobody tells it.</param>
    /// <returns>The denial of the first structure with an entry that fails.</returns>
    public Verdict Interrupt(ulong? cause)
    {
        named.Clear();
        Monitor.Interrupt(cause);
        foreach (var structure in standing.All)
            if (standing.MayLook(structure) && Monitor.Walk(structure) is { IsAllowed: false } denied)
            {
                standing.Refuse(structure);
                return denied;
            }
        return new Verdict(VerdictKind.Allowed);
    }

    /// <inheritdoc/>
    public void Given(DescriptorInfo structure, ulong at, ReadOnlySpan<byte> entry, ReadOnlySpan<ulong> words, int eventWord, ulong old)
    {
        foreach (var check in Monitor.Tables.Model.Checks)
            if (check.Walk == structure)
                named.AddRange(GivenStructure.Named(check, words, eventWord, old));
    }

    /// <inheritdoc/>
    public void Unseen(DescriptorInfo structure, ulong at)
    {
    }
}

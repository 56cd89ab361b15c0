using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>The guest of a recording as a live monitor would have it: the monitor over the guest's memory, told one event after the other.</summary>
/// <remarks>
/// Everything that plays recordings plays them by this, so that all say the same. Like a live monitor it looks at structures that the device reads on its own
/// account whenever it is asked anything: with each hooked access that is allowed, and with each interrupt.
/// </remarks>
internal sealed class RecordedGuest
{
    private readonly StandingStructures standing;
    private readonly bool judgesDma, foresees;
    private readonly List<(DescriptorInfo, Verdict)> walks = [];

    /// <summary>Makes one with a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="map">Where the guest has memory; as a PC when it is null.</param>
    public RecordedGuest(MonitorTables tables, GuestMap? map = null)
    {
        Memory = new RecordedMemory(map ?? GuestMap.OfPc);
        Monitor = new DeviceMonitor(tables, Memory);
        judgesDma = tables.Plan.Goals.HasFlag(HookGoals.Dma);
        var copies = ShadowPlan.Of(tables.Model);
        bool[] hasCopy = [.. tables.Model.Descriptors.Select(copies.HasCopy)];
        Ledger = new DmaLedger(Monitor, Memory) { LookNow = structure => hasCopy[structure.Index] && TryLook(structure) };
        // Where no entry is looked at nothing need be foreseen, and a recording can be played as it is made.
        foresees = judgesDma && tables.Model.Descriptors.Count > 0;
        standing = new StandingStructures(Monitor);
    }

    /// <summary>The monitor.</summary>
    public DeviceMonitor Monitor { get; }

    /// <summary>The guest's memory.</summary>
    public RecordedMemory Memory { get; }

    /// <summary>What the device did with it.</summary>
    public DmaLedger Ledger { get; }

    /// <summary>The recording.</summary>
    public CauseLookahead Ahead { get; private set; } = null!;

    /// <summary>Events so far.</summary>
    public long Number { get; private set; }

    /// <summary>The structures whose entries the monitor looked at on no access of the guest, with the last event, in that order, and what it said of them.</summary>
    public IReadOnlyList<(DescriptorInfo Structure, Verdict Verdict)> Walks => walks;

    /// <summary>What the monitor found when it looked at entries on no access of the guest, with the last event; empty when nothing was wrong.</summary>
    public IReadOnlyList<Failure> LookFailures { get; private set; } = [];

    /// <summary>The structure of which it found that.</summary>
    public string LookedAt { get; private set; } = "";

    /// <summary>A recording begins.</summary>
    /// <param name="reader">The recording, at its beginning.</param>
    /// <returns>The recording as it is to be played.</returns>
    public CauseLookahead Open(ITraceReader reader)
    {
        Memory.Recording = reader;
        return Ahead = new CauseLookahead(foresees ? new ForeseenReader(reader, Memory) : reader, Monitor.Tables);
    }

    /// <summary>The guest makes an access.</summary>
    public Verdict Access(in TraceEvent access, long line)
    {
        Begin(line);
        var verdict = Monitor.Access(access);
        if (verdict.Kind >= VerdictKind.Observed && verdict.IsAllowed && judgesDma)
            After(verdict);
        return verdict;
    }

    /// <summary>The guest makes an access again and again that passes unseen whatever the state is, just after it has made it once.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="times">How often.</param>
    /// <param name="line">The line of the last.</param>
    public void Repeat(int slot, int times, long line)
    {
        Monitor.Counts.Accesses[slot] += times;
        Number += times - 1;
        PassBytes(line);
    }

    /// <summary>Something else happens.</summary>
    /// <param name="each">The event.</param>
    /// <param name="line">Its line.</param>
    /// <param name="fate">Of a DMA, what had been known of it; null for other events.</param>
    /// <returns>The cause of an interrupt, if the guest read it later.</returns>
    public ulong? Other(in TraceEvent each, long line, out DmaFate? fate)
    {
        Begin(line);
        fate = null;
        if (each.Kind is TraceEventKind.DmaRead or TraceEventKind.DmaWrite)
        {
            fate = judgesDma ? Ledger.Take(each) : DmaFate.Approved;
            return null;
        }
        var cause = Delivery.Deliver(Monitor, each, Ahead);
        if (each.Kind == TraceEventKind.Reset)
            standing.Forget();
        if (each.IsInterrupt)
            Look();
        return cause;
    }

    /// <summary>Bytes of the last event, which are no event of their own: what it brought about stays.</summary>
    public void PassBytes(long line)
    {
        Number++;
        (Memory.Now, Memory.Line) = (Number, line);
    }

    private void Begin(long line)
    {
        PassBytes(line);
        if (walks.Count > 0)
        {
            LookFailures = [];
            walks.Clear();
        }
        Ledger.Begin();
    }

    private void After(Verdict verdict)
    {
        Ledger.TakePassed();
        standing.Approve();
        if (verdict.Kind == VerdictKind.Allowed)
            Look();
    }

    private void Look()
    {
        foreach (var structure in standing.All)
            TryLook(structure);
    }

    /// <summary>Looks at a structure that the device reads on its own account, as a live monitor does at each of its turns.</summary>
    private bool TryLook(DescriptorInfo structure)
    {
        if (!standing.MayLook(structure))
            return false;
        Ledger.Begin();
        var verdict = Monitor.Walk(structure);
        walks.Add((structure, verdict));
        if (verdict.IsAllowed)
        {
            Ledger.TakeGiven(ulong.MaxValue);
            return true;
        }
        standing.Refuse(structure);
        (LookFailures, LookedAt) = (Monitor.LastDenied.Explain(verdict), structure.Name);
        return false;
    }
}

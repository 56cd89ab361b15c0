using System.Runtime.InteropServices;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>
/// Reads a recording a little ahead of the replay, so that the cause of an interrupt is known when it arrives. On a
/// live device the monitor reads the cause register at once; a recording holds only what the guest read, so the value
/// of the guest's next read of that register stands for it.
/// </summary>
/// <remarks>
/// What was read ahead is copied together, so that memory is bounded by the number of events however few of them a
/// reader gives at a time, and is used again and again.
/// </remarks>
internal sealed class CauseLookahead
{
    /// <summary>How far to look: some ten thousand accesses are far more than any driver lets pass before it asks why it was interrupted.</summary>
    private const int MaxAhead = 65_536;

    private readonly ITraceReader reader;
    private readonly MonitorTables tables;
    private readonly RegisterInfo? cause;
    private readonly ulong[] words;
    private readonly bool[] matters;
    private readonly Queue<ulong?> causes = new();
    private readonly TraceBatch batch = new();
    private readonly List<TraceEvent> events = [];
    private readonly List<long> lines = [];
    private int pending;
    private bool isOneBatch;

    public CauseLookahead(ITraceReader reader, MonitorTables tables)
    {
        this.reader = reader;
        this.tables = tables;
        cause = tables.Model.Interrupt?.Cause;
        words = (ulong[])tables.PowerOn.Clone();
        matters = new bool[tables.Places.Length];
        if (cause is null)
            return;
        Watch(cause);
        foreach (var paging in tables.Model.Paging)
            Watch(paging.Selector);
        foreach (var pair in tables.Model.Indexed)
            Watch(pair.Selector);
        foreach (var register in tables.Model.Registers)
            if ((register.Access & AccessWords.ReadResets) != 0)
                Watch(register); // a reset selects a bank too
    }

    /// <summary>The events that were read last; those before them are gone.</summary>
    public ReadOnlySpan<TraceEvent> Events => isOneBatch ? batch.Events.AsSpan(0, batch.Count) : CollectionsMarshal.AsSpan(events);

    /// <summary>For each of them, its line or record.</summary>
    public ReadOnlySpan<long> Lines => isOneBatch ? batch.Lines.AsSpan(0, batch.Count) : CollectionsMarshal.AsSpan(lines);

    /// <summary>Interrupts whose cause the guest read later.</summary>
    public long Found { get; private set; }

    /// <summary>Interrupts whose cause nobody read within reach.</summary>
    public long NotFound { get; private set; }

    /// <summary>Reads on until every interrupt read so far has its cause, or none can be found; false at the end of the recording.</summary>
    public bool Read()
    {
        events.Clear();
        lines.Clear();
        isOneBatch = true;
        if (reader.Read(batch) == 0)
            return false;
        Scan(batch.Events.AsSpan(0, batch.Count));
        if (pending > 0)
            ReadOn();
        Resolve(null);
        return true;
    }

    /// <summary>Several batches are copied together; most are played as they were read.</summary>
    private void ReadOn()
    {
        isOneBatch = false;
        Keep();
        while (pending > 0 && events.Count < MaxAhead && reader.Read(batch) > 0)
        {
            Keep();
            Scan(batch.Events.AsSpan(0, batch.Count));
        }
    }

    private void Keep()
    {
        events.AddRange(batch.Events.AsSpan(0, batch.Count));
        lines.AddRange(batch.Lines.AsSpan(0, batch.Count));
    }

    /// <summary>The cause of the next interrupt, in the order of the events; null when it is not known.</summary>
    public ulong? NextCause() => causes.Count > 0 ? causes.Dequeue() : null;

    private void Watch(RegisterInfo register)
    {
        foreach (var place in tables.Model.SeenAt(register))
            for (var i = 0; i < place.Size; i++)
                matters[tables.FirstPlaces[place.Region] + (int)place.Offset + i] = true;
    }

    private void Scan(ReadOnlySpan<TraceEvent> read)
    {
        var idle = 0UL; // the place of an access that told nothing; no access is at 0, for its kind is part of it
        foreach (ref readonly var each in read)
        {
            if (each.IsAccess)
            {
                if (each.Place != idle)
                    idle = ScanAccess(each) ? 0 : each.Place;
            }
            else if (each.IsInterrupt)
                pending++;
            else if (each.Kind == TraceEventKind.Reset)
                tables.PowerOn.CopyTo(words, 0);
        }
    }

    /// <summary>Takes an access in; false where no access to that place tells anything.</summary>
    private bool ScanAccess(in TraceEvent access)
    {
        var region = access.Region;
        if (access.Offset >= tables.Regions[region].Count)
            return false;
        var at = tables.Regions[region].First + (int)access.Offset;
        if (!matters[at])
            return false;
        Take(access);
        return true;
    }

    private void Take(in TraceEvent access)
    {
        var region = access.Region;
        var isWrite = access.Kind == TraceEventKind.Write;
        ref readonly var slot = ref tables.Slots[tables.SlotNumberOf(region, access.Offset, isWrite, words)];
        if (slot.Word < 0)
            return;
        if (isWrite)
            words[slot.Word] = slot.Apply(words[slot.Word], access.Value, access.Size);
        else if (slot.Word == cause!.Word)
            Resolve((tables.CauseMask & ~slot.Covered(access.Size)) == 0 ? access.Value << slot.Shift : null); // of a part nobody knows the rest
        else if ((slot.Flags & SlotFlags.Resets) != 0)
            foreach (var register in tables.ResetWords)
                words[register.Word] = register.Value;
    }

    private void Resolve(ulong? value)
    {
        for (; pending > 0; pending--)
        {
            causes.Enqueue(value);
            if (value is null)
                NotFound++;
            else
                Found++;
        }
    }
}

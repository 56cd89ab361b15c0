using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Plays a recording to a monitor one event at a time, for those who want to see each: what it was, what became of it, what it changed.</summary>
/// <remarks>A <see cref="Replayer"/> plays the same to the same monitor, but only counts, which is many times faster.</remarks>
internal sealed class Playback
{
    /// <summary>Times are held here, so that no damaged recording makes them wrap.</summary>
    private const long LatestUs = long.MaxValue / 4;

    /// <summary>No recording tells more bytes of one event.</summary>
    private const int MostBytes = 64;

    private readonly ITraceReader reader;
    private readonly RecordedGuest guest;
    private readonly CauseLookahead ahead;
    private readonly FiringWatch watch;
    private readonly List<Firing> firings = [];
    private readonly ulong[] before;
    private readonly byte[] bytes = new byte[MostBytes];
    private int next, byteCount;
    private bool isBeforeStale;

    /// <summary>Makes one with a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="reader">The recording, at its beginning.</param>
    /// <param name="memory">Where the guest has memory; as a PC when left out.</param>
    public Playback(MonitorTables tables, ITraceReader reader, GuestMap? memory = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(reader);
        this.reader = reader;
        guest = new RecordedGuest(tables, memory);
        ahead = guest.Open(reader);
        watch = new FiringWatch(Monitor);
        before = (ulong[])tables.PowerOn.Clone();
    }

    /// <summary>The monitor, which has judged the current event.</summary>
    public DeviceMonitor Monitor => guest.Monitor;

    /// <summary>The tables it runs on.</summary>
    public MonitorTables Tables => Monitor.Tables;

    /// <summary>The current event's number, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Of a DMA, or of memory that the guest changed: its first bytes, as far as the recording tells them.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, byteCount);

    /// <summary>Its line of a text log, or its record of a binary recording.</summary>
    public long Line { get; private set; }

    /// <summary>Microseconds from the beginning of the recording to it.</summary>
    public long TimeUs { get; private set; }

    /// <summary>The event.</summary>
    public TraceEvent Event { get; private set; }

    /// <summary>What the monitor said of an access; <see cref="VerdictKind.Unhooked"/> for other events.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>What the device did with memory of the guest so far.</summary>
    public DmaLedger Ledger => guest.Ledger;

    /// <summary>Of a DMA, what the monitor had known of it; null for other events.</summary>
    public DmaFate? Fate { get; private set; }

    /// <summary>The structures whose entries the monitor looked at without an access, with the event, in that order, and what it said of them.</summary>
    public IReadOnlyList<(DescriptorInfo Structure, Verdict Verdict)> Walks => guest.Walks;

    /// <summary>What the monitor found when it looked at entries without an access, with the event; empty when nothing was wrong.</summary>
    public IReadOnlyList<Failure> LookFailures => guest.LookFailures;

    /// <summary>The structure of which it found that.</summary>
    public string LookedAt => guest.LookedAt;

    /// <summary>The cause of an interrupt, if it is known.</summary>
    public ulong? Cause { get; private set; }

    /// <summary>Whether something of the recording is missing before the event.</summary>
    public bool IsAfterGap { get; private set; }

    /// <summary>The state block before the event.</summary>
    public ReadOnlySpan<ulong> Before => before;

    /// <summary>What fired on the event. The list is refilled by each.</summary>
    public IReadOnlyList<Firing> Firings => firings;

    /// <summary>Whether more events are at hand without reading on; where not, reading may wait for the recorder.</summary>
    public bool HasMoreAtHand => next < ahead.Events.Length;

    /// <summary>Goes on to the next event; false at the end of the recording.</summary>
    public bool Next()
    {
        if (!TryPeek(out _, out _))
            return false;
        Event = ahead.Events[next];
        if (isBeforeStale)
            Monitor.State.Words.CopyTo(before);
        Line = ahead.Lines[next];
        TimeUs = TimeAfter(Event);
        next++;
        Number++;
        byteCount = 0;
        firings.Clear();
        if (Event.IsAccess)
            PlayAccess();
        else
            PlayOther();
        return true;
    }

    /// <summary>The bytes of an event are no events of their own. A line of a log is at hand as a whole, so nothing is waited for.</summary>
    private void PassBytes()
    {
        for (; next < ahead.Events.Length && ahead.Events[next] is { Kind: TraceEventKind.DmaData } data; next++)
        {
            var (at, held) = ((int)(data.Offset & 0xffff), (int)Math.Min(data.Offset >> 16, sizeof(ulong)));
            for (var i = 0; i < held && at == byteCount && at + i < MostBytes; i++)
                bytes[byteCount + i] = (byte)(data.Value >> (8 * i));
            byteCount += at == byteCount ? Math.Min(held, MostBytes - at) : 0;
            TimeUs = TimeAfter(data);
            guest.PassBytes(ahead.Lines[next]);
        }
    }

    /// <summary>Looks at the next event without playing it; false at the end of the recording.</summary>
    /// <param name="line">Its line or record.</param>
    /// <param name="timeUs">Its time.</param>
    public bool TryPeek(out long line, out long timeUs)
    {
        (line, timeUs) = (0, 0);
        PassBytes();
        while (next == ahead.Events.Length)
        {
            next = 0;
            if (!ahead.Read())
                return false;
            PassBytes();
        }
        line = ahead.Lines[next];
        timeUs = TimeAfter(ahead.Events[next]);
        return true;
    }

    /// <summary>How machines moved on the event: by what fired, or by a reset of the whole device.</summary>
    public List<Move> Moves()
    {
        var moves = new List<Move>();
        foreach (var firing in firings)
            if (firing.From is { } from)
                moves.Add(new Move(firing.Rule.Machine!, from, firing.Rule.To!));
        if (Event.Kind == TraceEventKind.Reset)
            foreach (var machine in Tables.Model.Machines)
                if (StateOf(machine, before) is var was && StateOf(machine, Monitor.State.Words) is var now && was != now)
                    moves.Add(new Move(machine, was, now));
        return moves;
    }

    /// <summary>The state of a machine in a state block.</summary>
    public static StateInfo StateOf(MachineInfo machine, ReadOnlySpan<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(machine);
        foreach (var state in machine.States)
            if ((words[0] & state.Mask) != 0)
                return state;
        return machine.Initial;
    }

    /// <summary>What is wrong with the recording at a gap, if the reader still knows it.</summary>
    public TraceProblem? ProblemAt(long line)
    {
        foreach (var problem in reader.Problems)
            if (problem.Line == line)
                return problem;
        return null;
    }

    private long TimeAfter(in TraceEvent each)
    {
        var pauseUs = each.Kind == TraceEventKind.Time ? (long)Math.Min(each.Value, LatestUs) : 0;
        return Math.Min(TimeUs + each.ElapsedUs + pauseUs, LatestUs);
    }

    private void PlayAccess()
    {
        (Cause, Fate) = (null, null);
        Verdict = guest.Access(Event, Line);
        isBeforeStale = Verdict.Kind is VerdictKind.Observed or VerdictKind.Allowed;
        if (isBeforeStale)
            watch.Collect(firings);
    }

    private void PlayOther()
    {
        Verdict = default;
        Cause = guest.Other(Event, Line, out var fate);
        Fate = fate;
        PassBytes();
        IsAfterGap |= Event.Kind == TraceEventKind.Gap;
        var mayFire = Event.IsInterrupt || Event.Kind == TraceEventKind.Reset;
        isBeforeStale = mayFire || Walks.Count > 0; // a DMA may have the monitor look
        if (mayFire)
            watch.Collect(firings);
    }
}

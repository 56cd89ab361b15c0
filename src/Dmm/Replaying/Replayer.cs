using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Replaying.Truth;
using Dmm.Replaying.Timeline;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Plays a recording to a monitor and keeps count.</summary>
/// <remarks>
/// The monitor is driven as it would be on a live device: by hooked accesses and interrupts alone. Accesses that are
/// not hooked reach it only where it may read the register for itself at any time; the guest's own accesses then tell
/// what such a probe would have found.
/// </remarks>
public sealed class Replayer
{
    /// <summary>Denied accesses that are kept with all their details.</summary>
    public const int MaxDenied = DenialTally.Most;

    private readonly MonitorTables tables;
    private readonly RecordedGuest guest;
    private readonly DeviceMonitor monitor;
    private readonly ReusableTally reusable;
    private readonly FrameTally frames;
    private readonly HoleTally holes;
    private readonly DenialTally denials = new();
    private readonly PlaceTraitsTable traits;
    private readonly ReplayTimeline? timeline;
    private long events;
    private long accesses;
    private long exits;
    private long hookedAccesses;
    private long hookedExits;
    private long interrupts;
    private long durationUs;
    private long entriesDenied;
    private long firstGap = long.MaxValue;
    private long runKey = -1;
    private uint regionsUsed;

    /// <summary>Makes a replayer with a device at power-on.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="timeline">Filled with what can be drawn over time, if it is given.</param>
    /// <param name="memory">Where the guest has memory; as a PC of unknown size when left out.</param>
    public Replayer(MonitorTables tables, ReplayTimeline? timeline = null, GuestMap? memory = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        this.tables = tables;
        guest = new RecordedGuest(tables, memory);
        monitor = guest.Monitor;
        holes = new HoleTally(tables);
        reusable = new ReusableTally(monitor);
        frames = new FrameTally(tables);
        traits = new PlaceTraitsTable(tables);
        this.timeline = timeline;
        timeline?.Begin(monitor);
    }

    /// <summary>The monitor, for those who want to look at the state.</summary>
    public DeviceMonitor Monitor => monitor;

    /// <summary>Plays a whole recording.</summary>
    /// <param name="reader">The recording; it is read to its end.</param>
    /// <param name="progress">Receives the number of events so far, now and then.</param>
    public ReplayReport Run(ITraceReader reader, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var ahead = guest.Open(reader);
        while (ahead.Read())
        {
            Play(ahead);
            progress?.Report(events);
        }
        return Report(reader, ahead);
    }

    private void Play(CauseLookahead ahead)
    {
        var all = ahead.Events;
        var lines = ahead.Lines;
        for (var i = 0; i < all.Length; i++)
        {
            ref readonly var each = ref all[i];
            events += each.Kind == TraceEventKind.DmaData ? 0 : 1; // bytes of the event before
            durationUs += each.ElapsedUs;
            if (!each.IsAccess)
            {
                PlayOther(each, lines[i]);
                continue;
            }
            PlayAccess(each, lines[i]);
            if (i + 1 < all.Length && all[i + 1].Place == each.Place)
                i += PlayAgain(all[i..], lines[i..]);
        }
    }

    /// <summary>A driver that moves data makes one access hundreds of times; where it passes unseen whatever the state is, they are only counted.</summary>
    /// <returns>How many accesses after the first were such ones.</returns>
    private int PlayAgain(ReadOnlySpan<TraceEvent> all, ReadOnlySpan<long> lines)
    {
        var slot = monitor.UnseenSlotOf(all[0]);
        var of = traits.Of(all[0]);
        if (slot < 0 || (of & PlaceTraits.Frame) != 0)
            return 0;
        var (place, times) = (all[0].Place, 0);
        while (times + 1 < all.Length && all[times + 1].Place == place)
            durationUs += all[++times].ElapsedUs;
        guest.Repeat(slot, times, lines[times]);
        events += times;
        accesses += times;
        exits += (of & PlaceTraits.Stream) != 0 ? 0 : times;
        if (all[0].Kind == TraceEventKind.Write)
            holes.NoteWrite(all[times], lines[times]);
        return times;
    }

    private void PlayAccess(in TraceEvent access, long line)
    {
        var verdict = guest.Access(access, line);
        var of = traits.Of(access);
        var begins = BeginsExit(access, of);
        exits += begins;
        if (verdict.Kind != VerdictKind.Unhooked)
            Follow(access, verdict, begins, line);
        if ((of & PlaceTraits.Frame) != 0 && verdict.IsAllowed)
            frames.Count(access, monitor);
        if (access.Kind == TraceEventKind.Write)
            holes.NoteWrite(access, line);
        accesses++;
        regionsUsed |= 1u << access.Region;
    }

    private void Follow(in TraceEvent access, Verdict verdict, int begins, long line)
    {
        if (verdict.Kind >= VerdictKind.Allowed)
        {
            hookedAccesses++;
            hookedExits += begins;
        }
        if (verdict.IsAllowed)
        {
            NoteLook(access, line);
            reusable.Ask(accesses, durationUs);
            timeline?.Follow(monitor, durationUs);
        }
        else
            Deny(access, verdict, line);
    }

    private void PlayOther(in TraceEvent each, long line)
    {
        runKey = -1;
        interrupts += each.IsInterrupt ? 1 : 0;
        guest.Other(each, line, out var fate);
        switch (each.Kind)
        {
            case TraceEventKind.DmaRead or TraceEventKind.DmaWrite when fate >= DmaFate.Late:
                holes.Add(new Hole(events, line, durationUs, each, fate.Value, guest.Ledger.LastStructure, "", 0, line >= firstGap), monitor.State.Words);
                break;
            case TraceEventKind.Time:
                durationUs += (long)Math.Min(each.Value, long.MaxValue / 4);
                break;
            case TraceEventKind.Gap:
                firstGap = Math.Min(firstGap, line);
                break;
        }
        NoteLook(each, line);
        reusable.Ask(accesses, durationUs);
        timeline?.Other(each, durationUs);
        timeline?.Follow(monitor, durationUs);
    }

    /// <summary>1 when an access is an exit of its own, 0 when it goes on with a run through a data port.</summary>
    private int BeginsExit(in TraceEvent access, PlaceTraits of)
    {
        var key = (of & PlaceTraits.Stream) == 0 ? -1L
            : ((long)access.Offset << 16) | ((long)access.Region << 8) | ((long)access.Kind << 4) | (long)access.Size;
        var begins = key < 0 || key != runKey ? 1 : 0;
        runKey = key;
        return begins;
    }

    private void Deny(in TraceEvent access, Verdict verdict, long line)
    {
        timeline?.Deny(durationUs);
        denials.Add(new DenialCause(access.Kind, access.Region, access.Offset, verdict.Denial, verdict.FailedChecks), line, new DenialMoment(events, access, line >= firstGap),
            moment => new DeniedAccess(moment.Event, line, moment.Access, AccessText.Of(tables, monitor.State.Words, moment.Access), verdict.Denial,
                monitor.LastDenied.Explain(verdict), moment.IsAfterGap));
    }

    /// <summary>The monitor looked at entries without an access, and one is wrong.</summary>
    private void NoteLook(in TraceEvent each, long line)
    {
        if (guest.LookFailures.Count == 0)
            return;
        entriesDenied += guest.LookFailures.Count;
        timeline?.Deny(durationUs);
        denials.Add(new DenialCause(TraceEventKind.DmaRead, 0, 0, DenialKind.Check, (ulong)guest.LookedAt.GetHashCode(StringComparison.Ordinal)), line,
            new DenialMoment(events, each, line >= firstGap),
            moment => new DeniedAccess(moment.Event, line, moment.Access, $"entries of {guest.LookedAt}, looked at with {EventText.Of(tables, monitor.State.Words, moment.Access)}",
                DenialKind.Check, guest.LookFailures, moment.IsAfterGap));
    }

    private ReplayReport Report(ITraceReader reader, CauseLookahead ahead)
    {
        timeline?.End(durationUs);
        var dma = DmaReport(reader);
        var outcome = denials.AnyBeforeGap ? ReplayOutcome.Denied
            : holes.AnyBeforeGap ? ReplayOutcome.Holes
            : reader.ProblemCount > 0 || firstGap != long.MaxValue || dma.Unseen + dma.EntriesUnseen > 0 ? ReplayOutcome.Inconclusive
            : ReplayOutcome.Clean;
        return new ReplayReport
        {
            Model = tables.Model,
            Outcome = outcome,
            Events = events,
            Accesses = accesses,
            Exits = exits,
            Interrupts = interrupts,
            CausesFound = ahead.Found,
            DurationUs = durationUs,
            FramesSent = frames.AllSent(guest.Ledger),
            FramesReceived = frames.AllReceived(guest.Ledger),
            Hooked = HookCosts.Report(tables, monitor.Counts, hookedAccesses, hookedExits, UsesMemory),
            Machines = MachineReports(),
            Denied = denials.First,
            DeniedCount = denials.Count,
            DenialGroups = denials.Groups(),
            Holes = holes.First,
            HoleGroups = holes.Groups(),
            Memory = guest.Memory.Map,
            RegistersInMemory = [.. reader.Mapped.Select(mapped => (mapped.Start, mapped.Size)).Distinct().Order()],
            Reusable = reusable.Report(accesses, durationUs),
            Dma = dma,
            SkippedLines = reader.SkippedLines,
            Problems = reader.Problems,
            ProblemCount = reader.ProblemCount,
            Notes = [.. reader.Notes, .. CauseNotes(ahead)],
        };
    }

    /// <summary>Whether the driver reached any registers as memory, where whole pages are hooked.</summary>
    private bool UsesMemory => tables.Model.Regions.Any(region => !region.IsBehindIndex && region.Space == RegionSpace.Memory && (regionsUsed >> region.Number & 1) != 0);

    private IEnumerable<string> CauseNotes(CauseLookahead ahead)
    {
        var cause = tables.Model.Interrupt?.Cause.Name;
        if (ahead.Found > 0)
            yield return $"the causes of {ahead.Found} interrupts are taken from the guest's next read of {cause}; a live monitor reads it when the interrupt comes";
        if (ahead.NotFound > 0)
            yield return $"the causes of {ahead.NotFound} interrupts are not known: the guest did not read {cause ?? "a cause register"} afterwards";
    }

    private List<MachineReport> MachineReports()
    {
        var reports = new List<MachineReport>();
        foreach (var machine in tables.Model.Machines)
        {
            var transitions = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var rule in tables.Model.Rules.Where(rule => rule.Machine == machine))
                foreach (var from in rule.From)
                    transitions[$"{from.Name}->{rule.To!.Name}"] = transitions.GetValueOrDefault($"{from.Name}->{rule.To.Name}") + monitor.Counts.FiredFrom(rule.Index, from.Bit);
            var final = machine.States.First(state => (monitor.State.Words[0] & state.Mask) != 0);
            reports.Add(new MachineReport(machine.Name, transitions, final.Name));
        }
        return reports;
    }

    private DmaReport DmaReport(ITraceReader reader)
    {
        long passed = 0, failed = 0;
        foreach (var check in tables.Model.Checks.Where(check => check.Dma is not null))
        {
            passed += monitor.Counts.ChecksPassed[check.Index];
            failed += monitor.Counts.ChecksFailed[check.Index];
        }
        var ledger = guest.Ledger;
        // An entry of a recording with the bytes of DMAs that nobody tells is one that the device has not read.
        var structures = tables.Model.Descriptors.Select(structure => new StructureReport(structure.Name, ledger.Structures[structure.Index].Given,
            structure.Frame is not null ? ledger.Structures[structure.Index].Frames : structure.Filled is not null ? ledger.Structures[structure.Index].FramesFilled : null,
            guest.Memory.TellsDma ? 0 : ledger.Structures[structure.Index].GivenUnseen)).ToList();
        return new DmaReport(passed, failed + entriesDenied, guest.Ledger.Observed, ledger.CountOf(DmaFate.Unapproved), structures)
        {
            ApprovedBefore = ledger.CountOf(DmaFate.Approved),
            ByCopy = ledger.ByCopy,
            Late = ledger.CountOf(DmaFate.Late),
            Unseen = ledger.CountOf(DmaFate.Unseen),
            OfOthers = reader.DmasOfOthers,
        };
    }
}

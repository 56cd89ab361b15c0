using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>Reads out of a recording what it shows of the device, whatever a model's machines, checks and conditions say.</summary>
/// <remarks>
/// Of the unchanged model only its vocabulary is taken: which access means which register, which registers are data ports, which one
/// tells causes, and by which access a frame is sent (<c>frames</c>). No operator changes these facts, so a mutant is held to them.
/// </remarks>
internal sealed class FactFinder
{
    /// <summary>A pause longer than any device here needs to finish something that it does by itself: a frame of 1,518 bytes takes 1.2 ms at 10 Mbit/s.</summary>
    private const long IdleUs = 2_000;

    private readonly ReadOnlyMemory<TraceEvent> events;
    private readonly RecordedGuest guest;
    private readonly DeviceMonitor monitor;
    private readonly CauseLookahead ahead;
    private readonly Facts[] facts;
    private int sent = -1;
    private int transfer = -1;
    private bool isUnseen;
    private bool isHigh;

    private FactFinder(MonitorTables tables, ReadOnlyMemory<TraceEvent> events)
    {
        this.events = events;
        guest = new RecordedGuest(tables);
        monitor = guest.Monitor;
        ahead = guest.Open(new RecordedEvents(events));
        facts = new Facts[events.Length];
    }

    private MonitorTables Tables => monitor.Tables;

    /// <summary>The facts of every event.</summary>
    public static Facts[] Find(MonitorTables tables, ReadOnlyMemory<TraceEvent> events)
    {
        var finder = new FactFinder(tables, events);
        for (var at = 0; finder.ahead.Read();)
            foreach (ref readonly var each in finder.ahead.Events)
                finder.Look(each, at++);
        return finder.facts;
    }

    private void Look(in TraceEvent each, int at)
    {
        if (each.IsAccess)
            LookAtAccess(each, at);
        else
            LookAtOther(each, at);
        if (sent < 0 && transfer < 0 && !isUnseen && !isHigh && PauseAfter(at) >= IdleUs)
            facts[at] |= Facts.Idle;
    }

    private void LookAtAccess(in TraceEvent access, int at)
    {
        var isWrite = access.Kind == TraceEventKind.Write;
        var register = Tables.Find(access.Region, access.Offset, isWrite, monitor.State.Words).Register;
        var isTransfer = register is not null && (register.Access & AccessWords.Stream) != 0;
        if (isTransfer)
            facts[at] |= Facts.Moves;
        transfer = isTransfer && GoesOn(access, at) ? at : -1;
        if (transfer >= 0)
            facts[at] |= Facts.MidTransfer;
        if (!guest.Access(access, 0).IsAllowed)
            return;
        if (register is not null && !isWrite && register == Tables.Model.Interrupt?.Cause)
            (isUnseen, sent) = (false, -1);
        if (Sends(register, isWrite))
        {
            facts[at] |= Facts.Sends;
            sent = at;
        }
    }

    private void LookAtOther(in TraceEvent each, int at)
    {
        var cause = guest.Other(each, 0, out var fate);
        if (fate == DmaFate.Approved)
            facts[at] |= Facts.Approved;
        if (each.Kind == TraceEventKind.InterruptLine)
            isHigh = each.Value != 0;
        if (each.Kind == TraceEventKind.Reset)
            (sent, isUnseen, isHigh) = (-1, false, false);
        if (!each.IsInterrupt)
            return;
        for (var moment = sent; moment >= 0 && moment < at; moment++)
            facts[moment] |= Facts.Unannounced;
        sent = -1;
        isUnseen = cause is not null;
        if (isUnseen)
            facts[at] |= Facts.Unseen;
    }

    private bool Sends(RegisterInfo? register, bool isWrite) =>
        Tables.Model.FrameSent is { } frame && frame.CanBe(register, isWrite) && frame.When.Test(monitor.State.Words, -1, 0);

    private bool GoesOn(in TraceEvent access, int at)
    {
        if (at + 1 == events.Length)
            return false;
        var next = events.Span[at + 1];
        return next.Kind == access.Kind && next.Region == access.Region && next.Offset == access.Offset;
    }

    /// <summary>Microseconds until the next event; a pause is an event of its own.</summary>
    private long PauseAfter(int at)
    {
        var pauseUs = 0L;
        for (var next = at + 1; next < events.Length; next++)
        {
            var each = events.Span[next];
            pauseUs += each.ElapsedUs;
            if (each.Kind != TraceEventKind.Time)
                return pauseUs;
            pauseUs += (long)Math.Min(each.Value, int.MaxValue);
        }
        return 0;
    }
}

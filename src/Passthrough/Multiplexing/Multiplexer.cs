using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Peers;

namespace Passthrough.Multiplexing;

/// <summary>Lets several guests share one NIC: runs them, makes the owner's accesses, and hands the device on.</summary>
/// <remarks>
/// One thread and no locks: a step runs every guest that can go on, makes some accesses of the owner, asks the scheduler, and lets time pass
/// if nothing else could be done. With a simulated device and scripted guests everything is the same each time.
/// </remarks>
public sealed class Multiplexer
{
    private const int AccessesAtOnce = 32;
    private const long LongestPauseNs = 2_000_000; // so that a polled ring is sorted, and a deadline met, in time
    private const long BusyPauseNs = 100_000; // what a guest that polls its clock sees pass between two looks
    private const long DeniedAccessNs = 1_000; // as long as a bus takes; a guest that is denied without end must not keep time from passing
    private const int MostDeviceFailures = 3;

    private readonly SharedDevice device;
    private readonly IScheduler scheduler;
    private readonly Link link;
    private readonly CauseView causes;
    private readonly Prober prober;
    private readonly FrameSorter? sorter;
    private readonly Scrubber scrubber;
    private readonly Handover handover;
    private readonly OwnerAccess ownerAccess;
    private readonly Denials denials;
    private readonly Ownership<Seat> ownership = new();
    private readonly List<Seat> seats = [];
    private readonly FullCopyCost fullCopy;
    private readonly Action<byte[]> onDelivery;
    private SavedContext? fresh;
    private Turn turn;
    private long sortedNs;
    private long accessesBefore;
    private long waitsSinceNs = long.MaxValue;

    /// <summary>A device and nobody who uses it yet.</summary>
    /// <param name="tables">The model, compiled for hand-off and DMA, and for frames if those of all guests are taken.</param>
    /// <param name="nic">The device.</param>
    /// <param name="peer">Who is at the other end of its wire, or null.</param>
    /// <param name="scheduler">Who decides whose turn it is.</param>
    /// <param name="options">How the device is shared.</param>
    public Multiplexer(MonitorTables tables, IPhysicalNic nic, IPeer? peer, IScheduler scheduler, SharingOptions options)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(nic);
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(options);
        this.scheduler = scheduler;
        link = new Link(nic, peer);
        device = new SharedDevice(tables, nic, link, options);
        causes = new CauseView(device);
        prober = new Prober(device, causes);
        handover = new Handover(device, causes);
        sorter = device.Receive is null ? null : new FrameSorter(device, causes, handover, seats);
        handover.Sorter = sorter;
        scrubber = new Scrubber(device, sorter);
        ownerAccess = new OwnerAccess(device, causes, sorter, scrubber, prober);
        denials = new Denials(this, Incidents, options.Denied);
        fullCopy = new FullCopyCost(tables.Model);
        onDelivery = OnDelivery;
    }

    /// <summary>The guests, in the order in which they came.</summary>
    public IReadOnlyList<Seat> Seats => seats;

    /// <summary>Who has the device; null when nobody has.</summary>
    public Seat? Owner => ownership.Owner;

    /// <summary>Where the device is on its way.</summary>
    public OwnershipState State => ownership.State;

    /// <summary>Since when the owner has had it, in nanoseconds of the device's time.</summary>
    public long OwnedSinceNs => ownership.OwnedSinceNs;

    /// <summary>The device's time.</summary>
    public long NowNs => device.Nic.ElapsedNs;

    /// <summary>Whether no frame is on its way to the NIC; stopping it would lose it.</summary>
    public bool IsWireClear => link.IsClear();

    /// <summary>What went wrong so far.</summary>
    public IncidentLog Incidents { get; } = new();

    /// <summary>What hand-offs have cost so far.</summary>
    public HandoffTotals Handoffs { get; } = new();

    /// <summary>Times that the device was saved and restored only to take frames of others out of its owner's ring.</summary>
    public long TakenOut => sorter?.TakenOut ?? 0;

    /// <summary>Bytes of other guests that were overwritten before a DMA could read them.</summary>
    public long ScrubbedBytes => scrubber.Scrubbed;

    /// <summary>Accesses that the monitor made itself.</summary>
    public long MonitorAccesses => device.Port.Accesses;

    /// <summary>Frames that the bench's wire lost, which is no loss by the sharing.</summary>
    public long FramesLostOnLink => link.Lost;

    /// <summary>Why nothing more can be done; null while something can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether all guests have ended, or the device is gone for good.</summary>
    public bool IsOver => Problem is not null || seats.TrueForAll(seat => seat.HasEnded);

    /// <summary>Whether the device can be handed over now, and what stands against it.</summary>
    /// <exception cref="InvalidOperationException">Nobody owns it.</exception>
    public Reusability AskReusable() => prober.Ask(Owner ?? throw new InvalidOperationException("nobody owns the device"));

    /// <summary>Adds a guest; its device is one that was just switched on.</summary>
    public Seat Add(IGuest guest, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        var seat = new Seat(guest, seats.Count, weight, device.Tables);
        seats.Add(seat);
        return seat;
    }

    /// <summary>Runs until everything is over, somebody cancels, or a moment of the device's time has come.</summary>
    public void Run(long untilNs = long.MaxValue, CancellationToken cancel = default)
    {
        while (!IsOver && NowNs < untilNs && !cancel.IsCancellationRequested)
            Step();
    }

    /// <summary>Does what can be done now; lets time pass if there is nothing.</summary>
    public void Step()
    {
        fresh ??= MakeFresh();
        if (device.Nic.Failure is { } failure)
            Revive(failure);
        foreach (var seat in seats)
            if (seat.WantsDevice && seat != Owner)
                seat.WaitingSinceNs ??= NowNs;
        var hasMoved = link.Move(IsListening, onDelivery);
        hasMoved |= RunGuests();
        hasMoved |= ServeOwner();
        hasMoved |= Decide();
        if (!hasMoved)
            LetTimePass();
    }

    /// <summary>Takes the device away from a guest: it is reset, and gone for the guest until its driver resets it.</summary>
    internal void Evict(Seat seat)
    {
        if (seat == Owner)
        {
            device.Reset();
            EndTurn(seat);
            ownership.Lose(NowNs);
        }
        seat.IsLost = true;
        seat.Counts.Evictions++;
        seat.Held.Clear();
        seat.Monitor.PowerOn();
        CopyFresh(seat);
        SetLine(seat, false);
        turn = default;
    }

    /// <summary>Whether the NIC takes frames, and will go on doing so for a while.</summary>
    private bool IsListening => Owner is { } owner && ownership.State == OwnershipState.Owned && waitsSinceNs == long.MaxValue && sorter is not { IsTakingOutDue: true }
        && (device.Receive is not { } receive || receive.Listens.Test(owner.Monitor.State.Words, -1, 0));

    private SavedContext MakeFresh()
    {
        var made = new SavedContext(device.Model);
        device.Nic.Reset();
        device.Saver.Save((ulong[])new DeviceState(device.Tables).Words.ToArray(), 0, made);
        foreach (var memory in made.Memory)
            memory.Forget();
        made.HeldCauses = 0;
        fresh = made;
        foreach (var seat in seats)
            CopyFresh(seat);
        return made;
    }

    private void CopyFresh(Seat seat)
    {
        fresh!.Words.CopyTo(seat.Context.Words, 0);
        seat.Context.HeldCauses = 0;
        foreach (var memory in seat.Context.Memory)
            memory.Forget();
    }

    private bool RunGuests()
    {
        var hasMoved = false;
        foreach (var seat in seats)
            if (CanRun(seat))
            {
                RunGuest(seat);
                // A guest that computes, polls its clock, or sleeps on although its line is asserted must not keep time from passing.
                hasMoved |= seat.Request.Kind is GuestRequestKind.Access or GuestRequestKind.Ended;
            }
            else if (seat is { IsLost: true, HasEnded: false, Request.Kind: GuestRequestKind.Access } && !Denials.BringsBack(seat, device.Tables))
            {
                Denials.AnswerLost(seat);
                RunGuest(seat); // no move: a guest that polls a lost device must not keep time from passing
            }
        return hasMoved;
    }

    private bool CanRun(Seat seat) => !seat.HasEnded && seat.Request.Kind switch
    {
        GuestRequestKind.Busy => true,
        GuestRequestKind.Wait => seat.Line || seat.Request.UntilNs <= NowNs,
        _ => false,
    };

    private void RunGuest(Seat seat)
    {
        seat.Request = seat.Guest.Run(NowNs);
        seat.Done = 0;
        if (seat.Request.Kind == GuestRequestKind.Ended)
        {
            if (seat.Guest.Report is { Outcome: GuestOutcome.Failed } report)
                Incidents.Add(new Incident(NowNs, seat.Guest.Name, IncidentKind.GuestFailed, report.Message));
            seat.End();
        }
    }

    private bool ServeOwner()
    {
        var hasMoved = false;
        var most = scheduler.IsAskedAtEveryAccess ? 1 : AccessesAtOnce;
        for (var i = 0; i < most && Owner is { HasEnded: false, Request.Kind: GuestRequestKind.Access } owner; i++)
        {
            if (!TryMakeAccess(owner))
                break;
            hasMoved = true;
            UpdateLine(owner);
            if (ownership.State == OwnershipState.Draining || CanRun(owner))
                break;
        }
        if (Owner is { } after)
            UpdateLine(after);
        return hasMoved;
    }

    private bool TryMakeAccess(Seat owner)
    {
        var access = owner.Request.Access;
        while (owner.Done < access.Count)
        {
            var outcome = ownerAccess.TryMake(owner, out var denial);
            if (outcome == AccessOutcome.Waits && !HasWaitedTooLong())
                return false;
            waitsSinceNs = long.MaxValue;
            if (outcome != AccessOutcome.Made)
            {
                device.Nic.Advance(DeniedAccessNs);
                denials.Deny(owner, denial);
            }
            Tell(owner, access);
            owner.Done++;
            if (owner != Owner || owner.HasEnded)
                return true; // what is left of a run is nobody's
        }
        owner.Counts.Exits++;
        owner.UsedNs = NowNs;
        RunGuest(owner);
        return true;
    }

    private bool HasWaitedTooLong()
    {
        if (waitsSinceNs == long.MaxValue)
            waitsSinceNs = NowNs;
        return NowNs - waitsSinceNs > device.Options.DeadlineMs * 1e6;
    }

    private void Tell(Seat seat, GuestAccess access)
    {
        if (seat.Listener is not { } listener)
            return;
        var value = AccessValue.Read(seat.Guest.Data.Slice(seat.Done * access.Size, access.Size));
        listener.OnAccess(new(access.IsWrite ? Dmm.Tracing.TraceEventKind.Write : Dmm.Tracing.TraceEventKind.Read, access.Region, access.Size, access.Offset, value), NowNs);
    }

    private void UpdateLine(Seat owner)
    {
        if (device.SortsFrames && device.Nic.InterruptLine && (causes.ReceiveCauses != 0 || !causes.LineOf(owner)))
            Sort(owner);
        SetLine(owner, causes.LineOf(owner));
    }

    private void Sort(Seat owner)
    {
        if (!sorter!.IsTakingOutDue)
            causes.Look(owner);
        if (causes.ReceiveCauses != 0 || (owner.Frames.Count > 0 && owner.CanTakeFrames))
            sorter.TrySort(owner, () => prober.IsAtRest(owner));
        sortedNs = NowNs;
    }

    private void SetLine(Seat seat, bool level)
    {
        if (seat.Line == level)
            return;
        seat.Line = level;
        seat.Guest.SetInterruptLine(level);
        seat.Listener?.OnInterruptLine(level, NowNs);
    }

    private void OnDelivery(byte[] frame)
    {
        if (device.SortsFrames || device.Receive is not { } receive || frame.Length < AddressFilterInfo.AddressBytes)
            return;
        foreach (var seat in seats)
            if (seat != Owner && !seat.HasEnded && receive.Takes(frame, seat.Context.Words))
                seat.Counts.FramesDropped++;
    }

    private bool Decide()
    {
        if (ownership.State == OwnershipState.Draining)
            return Drain();
        turn = scheduler.Choose(this);
        if (turn.To is null || turn.To == Owner)
            return false;
        if (Owner is null)
        {
            Give(turn.To);
            return true;
        }
        accessesBefore = device.Port.Accesses;
        ownership.Drain(NowNs);
        return Drain();
    }

    /// <summary>Lets the owner finish what is at work, and hands the device over as soon as it is reusable.</summary>
    private bool Drain()
    {
        var owner = Owner!;
        if (!turn.Forced && !(IsWireClear && IsReusable(owner)))
        {
            if (NowNs - ownership.SinceNs <= device.Options.DeadlineMs * 1e6)
                return false;
            Incidents.Add(new Incident(NowNs, owner.Guest.Name, IncidentKind.Evicted,
                $"did not let go of the device within {device.Options.DeadlineMs} ms, so the device was reset: {string.Join("; ", AskReusable().Explain(owner.Monitor))}"));
            denials.TellOfLoss(owner);
            Evict(owner);
            return true;
        }
        Handoffs.DrainNs += NowNs - ownership.SinceNs;
        HandOver(owner, turn.To!);
        return true;
    }

    private bool IsReusable(Seat owner)
    {
        var asked = prober.Ask(owner);
        if (asked.IsReusable)
            return true;
        foreach (var name in asked.Names(device.Tables))
            Handoffs.AddObstacle(name);
        return false;
    }

    private void HandOver(Seat from, Seat to)
    {
        var beganNs = NowNs;
        ownership.Save(beganNs);
        EndTurn(from);
        SetLine(from, false);
        handover.Save(from);
        var moved = from.Context.Memory.Sum(memory => memory.KnownBytes);
        ownership.Release(NowNs);
        if (Failed(from))
            return;
        Give(to);
        moved += to.Context.Memory.Sum(memory => memory.KnownBytes);
        Handoffs.Count++;
        Handoffs.Forced += turn.Forced ? 1 : 0;
        Handoffs.MoveNs += NowNs - beganNs;
        var accesses = device.Port.Accesses - accessesBefore;
        Handoffs.Accesses += accesses;
        Handoffs.FullCopyAccesses += fullCopy.Of(accesses, moved);
    }

    private void Give(Seat seat)
    {
        ownership.Restore(seat, NowNs);
        seat.IsUrgent = false;
        handover.Give(seat);
        ownership.Own(NowNs);
        seat.Counts.Turns++;
        if (seat.WaitingSinceNs is { } sinceNs)
        {
            seat.Counts.WaitedNs += NowNs - sinceNs;
            seat.Counts.LongestWaitNs = Math.Max(seat.Counts.LongestWaitNs, NowNs - sinceNs);
            seat.WaitingSinceNs = null;
        }
        Failed(seat);
        UpdateLine(seat);
    }

    private void EndTurn(Seat owner) => owner.Counts.OwnedNs += NowNs - ownership.OwnedSinceNs;

    /// <summary>A procedure of the model awaited something in vain: the device is reset, and whose it was loses it.</summary>
    private bool Failed(Seat seat)
    {
        if (device.Procedures.Problem is not { } problem)
            return false;
        Incidents.Add(new Incident(NowNs, seat.Guest.Name, IncidentKind.DeviceFailed, problem));
        device.Reset();
        if (Owner == seat)
            ownership.Lose(NowNs);
        Evict(seat);
        return true;
    }

    private void Revive(string failure)
    {
        Incidents.Add(new Incident(NowNs, Owner?.Guest.Name ?? "", IncidentKind.DeviceFailed, failure));
        if (Owner is { } owner)
        {
            denials.TellOfLoss(owner);
            Evict(owner);
        }
        else
            device.Reset();
        if (device.Nic.Failure is { } still || ++deviceFailures > MostDeviceFailures)
            Problem = device.Nic.Failure ?? $"the device failed more than {MostDeviceFailures} times: {failure}";
    }

    private int deviceFailures;

    /// <summary>Nothing can be done before something happens: a wait ends, a frame comes, an interrupt, or what a drain waits for.</summary>
    private void LetTimePass()
    {
        var nowNs = NowNs;
        var untilNs = Math.Min(nowNs + LongestPauseNs, link.NextNs);
        foreach (var seat in seats)
            if (!seat.HasEnded)
                untilNs = Math.Min(untilNs, NextNs(seat, nowNs));
        const long ShortPauseNs = 20_000;
        if (ownership.State == OwnershipState.Draining || waitsSinceNs != long.MaxValue || sorter is { IsTakingOutDue: true } || link.HasWaiting)
            untilNs = Math.Min(untilNs, nowNs + ShortPauseNs);
        var pauseNs = Math.Max(untilNs - nowNs, 1_000);
        if (device.Nic.InterruptLine)
            device.Nic.Advance(pauseNs);
        else
            device.Nic.WaitForInterrupt(pauseNs);
        if (Owner is { } owner && device.SortsFrames && NowNs - sortedNs >= LongestPauseNs)
        {
            Sort(owner);
            UpdateLine(owner);
        }
    }

    /// <summary>When a guest is to be run again at the latest.</summary>
    private static long NextNs(Seat seat, long nowNs) => seat.Request.Kind switch
    {
        GuestRequestKind.Wait => seat.Request.UntilNs,
        GuestRequestKind.Busy => nowNs + BusyPauseNs,
        GuestRequestKind.Access when seat.IsLost => nowNs,
        _ => long.MaxValue,
    };
}

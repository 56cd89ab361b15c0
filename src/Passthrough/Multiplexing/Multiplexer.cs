using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Accesses;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;

namespace Passthrough.Multiplexing;

/// <summary>Lets several guests share one NIC: runs them, makes the owner's accesses, and hands the device on.</summary>
/// <remarks>
/// One thread and no locks: a step runs every guest that can go on, makes some accesses of the owner, asks the scheduler, and lets time pass
/// if nothing else could be done. With a simulated device and scripted guests everything is the same each time.
/// </remarks>
public sealed class Multiplexer : ITurns
{
    private readonly SharedDevice device;
    private readonly IScheduler scheduler;
    private readonly Link link;
    private readonly Prober prober;
    private readonly FrameSorter? sorter;
    private readonly Deliveries? deliveries;
    private readonly Scrubber scrubber;
    private readonly FreshDevice fresh;
    private readonly GuestRuns runs;
    private readonly OwnerService service;
    private readonly DeviceTurns turns;
    private readonly Listeners listeners;
    private readonly Pause pause;
    private readonly OwnerMemory memories;
    private readonly Action<byte[]> onDelivery;
    private readonly Ownership<Tenant> ownership = new();
    private readonly List<Tenant> tenants = [];

    /// <summary>A device and nobody who uses it yet.</summary>
    /// <param name="tables">The model, compiled for hand-off and DMA, and for frames if those of all guests are taken.</param>
    /// <param name="nic">The device.</param>
    /// <param name="peer">Who is at the other end of its wire, or null.</param>
    /// <param name="scheduler">Who decides whose turn it is.</param>
    /// <param name="options">How the device is shared.</param>
    /// <exception cref="ArgumentException">The device reaches memory, and reads there what a guest can change after the check.</exception>
    public Multiplexer(MonitorTables tables, IPhysicalNic nic, IPeer? peer, IScheduler scheduler, SharingOptions options)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(nic);
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(options);
        this.scheduler = scheduler;
        link = new Link(nic, peer, options.Protections.FrameBounds ? tables.Model.LongestFrame : null);
        device = new SharedDevice(tables, nic, link, options);
        var transfers = new Transfers(device);
        var causes = new CauseView(device, transfers);
        prober = new Prober(device, causes, transfers);
        var move = new ContextMove(device, causes);
        sorter = device.Receive is null ? null : new FrameSorter(device, causes, prober, transfers, move, tenants);
        deliveries = device.Ring is { } ring ? new Deliveries(device, ring, tenants) : null;
        var handover = new Handover(move, transfers, sorter, deliveries);
        device.BeforeReset = () => deliveries?.Collect(Owner);
        device.AfterReset = () => deliveries?.AfterReset();
        scrubber = new Scrubber(device);
        fresh = new FreshDevice(device);
        runs = new GuestRuns(device, new Copies(device, ownership), Incidents);
        var line = new OwnerLine(device, causes, sorter);
        turns = new DeviceTurns(device, ownership, link, handover, prober, line, fresh, Incidents, Handoffs);
        listeners = new Listeners(device, ownership, sorter);
        var precautions = new Precautions(device, sorter, scrubber, transfers);
        var accesses = new OwnerAccess(device, causes, sorter, deliveries, precautions, prober, transfers);
        var holdingBack = new HoldingBack(device, ownership, new DrainOutlook(device));
        var denials = new Denials(device, turns, Incidents);
        memories = new OwnerMemory(denials);
        service = new OwnerService(device, ownership, accesses, holdingBack, denials, runs, line);
        pause = new Pause(device, ownership, link, service, line, sorter);
        onDelivery = OnDelivery; // once: it is handed on at every step
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tenant> Tenants => tenants;

    /// <inheritdoc/>
    public Tenant? Owner => ownership.Owner;

    /// <inheritdoc/>
    public OwnershipState State => ownership.State;

    /// <inheritdoc/>
    public long OwnedSinceNs => ownership.OwnedSinceNs;

    /// <inheritdoc/>
    public long? OwnerIdleNs => Owner is { WantsDevice: false } owner ? NowNs - Math.Max(owner.UsedNs, OwnedSinceNs) : null;

    /// <inheritdoc/>
    public long NowNs => device.Nic.ElapsedNs;

    /// <inheritdoc/>
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

    /// <summary>Frames from the wire that never reached the device because they are longer than the model's longest.</summary>
    public long FramesTooLong => link.TooLong;

    /// <summary>Which frames the device took at most; null where it has no receive ring of the monitor's own.</summary>
    public FilterExtent? Filter => deliveries?.Extent;

    /// <summary>Why nothing more can be done; null while something can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether all guests have ended, or the device is gone for good.</summary>
    public bool IsOver => Problem is not null || tenants.TrueForAll(tenant => tenant.HasEnded);

    /// <inheritdoc/>
    public Reusability AskReusable() => prober.Ask(Owner ?? throw new InvalidOperationException("nobody owns the device"));

    /// <summary>Adds a guest; its device is one that was just switched on, and if that does DMA the guest gets memory of its own for it.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="weight">Its share of the device against those of the others.</param>
    /// <param name="stationAddress">The address that the guest finds burnt into the card, where that can be set; null for the card's own.</param>
    public Tenant Add(IGuest guest, double weight = 1, IReadOnlyList<byte>? stationAddress = null)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        var memory = IDmaNic.MemoryOf(device.Nic, tenants.Count);
        guest.SetMemory(memory);
        var tenant = new Tenant(guest, tenants.Count, weight, device.Tables, memory) { StationAddress = stationAddress?.ToArray() };
        if (device.Options.Spoofing == SpoofingPolicy.Forbidden && tenant.StationAddress is { } address)
            tenant.Senders = new SenderCheck(device.Model, tenant.Monitor, memory, address);
        tenant.Shadows = device.MakeShadows(tenant);
        tenant.Monitor.Transaction.TakesBack = device.Options.Protections.Transactions;
        tenants.Add(tenant);
        return tenant;
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
        fresh.Prepare(tenants);
        if (device.Nic.Failure is { } failure)
            Problem = turns.Revive(failure, tenants);
        listeners.Follow(tenants);
        foreach (var tenant in tenants)
            if (tenant.WantsDevice && tenant != Owner)
                tenant.WaitingSinceNs ??= NowNs;
        var hasMoved = link.Move(IsListening, onDelivery);
        hasMoved |= runs.RunAll(tenants);
        foreach (var tenant in tenants)
            if (tenant.Request.Kind == GuestRequestKind.Restart)
                turns.SwitchOn(tenant);
        if (Owner is { } owner)
            memories.Follow(owner);
        deliveries?.Follow(Owner);
        hasMoved |= service.Serve(scheduler.IsAskedAtEveryAccess);
        hasMoved |= ownership.State == OwnershipState.Draining ? turns.Drain() : turns.Begin(scheduler.Choose(this));
        if (!hasMoved)
            pause.Take(tenants);
    }

    /// <summary>Whether the NIC takes frames, and will go on doing so for a while.</summary>
    private bool IsListening => deliveries is not null
        ? deliveries.TakesFrames(Owner) && !service.IsHeldUp && (!device.Delivery!.Own.IsRenewed || turns.TakesFrames)
        : Owner is { } owner && turns.TakesFrames && !service.IsHeldUp && sorter is not { IsTakingOutDue: true }
            && (device.Receive is null || device.Listens(owner.Monitor.State.Words) && sorter!.HasRoomForMore(owner));

    private void OnDelivery(byte[] frame)
    {
        listeners.OnDelivery();
        sorter?.OnDelivery(frame);
        if (device.SortsFrames || device.Receive is not { } receive || frame.Length < AddressFilterInfo.AddressBytes)
            return;
        foreach (var tenant in tenants)
            if (tenant != Owner && !tenant.HasEnded && receive.Takes(frame, tenant.Context.Words))
                tenant.Counts.FramesDropped++;
    }
}

using Dmm.Monitoring;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>The turns of the guests at the device: one is drained and saved, the next restored; or the device is taken away.</summary>
internal sealed class DeviceTurns(
    SharedDevice device, Ownership<Tenant> ownership, Link link, Handover handover, Prober prober, OwnerLine line, FreshDevice freshDevice, IncidentLog incidents,
    HandoffTotals totals)
{
    private const double LongestListeningNs = 5_000_000; // the longest frame takes 1.2 ms at 10 Mbit/s

    private readonly Deadline deadline = new(device);
    private readonly double listeningNs = Math.Min(LongestListeningNs, device.Options.DeadlineMs * 1e6 / 2);
    private readonly DeviceFailures failures = new(device.Options);
    private readonly FullCopyCost fullCopy = new(device.Model);
    private Turn turn;
    private long accessesBefore;

    private long NowNs => device.Nic.ElapsedNs;

    /// <summary>Whether the NIC is given frames.</summary>
    /// <remarks>
    /// While the owner lets go, a sorted frame can wait for the next guest. Where frames are not sorted only the owner can take its own, so
    /// it is given some more; but not to the end, for a wire that is never silent must not keep the device from being handed over.
    /// </remarks>
    public bool TakesFrames => ownership.State switch
    {
        OwnershipState.Owned => true,
        OwnershipState.Draining => !device.SortsFrames && device.Delivery is null && NowNs - ownership.SinceNs < listeningNs,
        _ => false,
    };

    /// <summary>Begins what the scheduler wants.</summary>
    /// <remarks>
    /// A guest that lost its device goes on as if it still had one, from the middle of what it did. So it never gets the device before its driver resets it,
    /// whatever a scheduler wants.
    /// </remarks>
    /// <returns>Whether that brought anything about.</returns>
    public bool Begin(Turn wanted)
    {
        turn = wanted;
        if (turn.To is null or { IsLost: true } || turn.To == ownership.Owner)
            return false;
        if (ownership.Owner is null)
        {
            Give(turn.To);
            return true;
        }
        accessesBefore = device.Port.Accesses;
        ownership.Drain(NowNs);
        return Drain();
    }

    /// <summary>Lets the owner finish what is at work, and hands the device over as soon as it is reusable.</summary>
    /// <returns>Whether the owner is owner no more.</returns>
    public bool Drain()
    {
        var owner = ownership.Owner!;
        var isOverdue = deadline.IsOver(owner, ownership.SinceNs);
        if (!turn.Forced)
        {
            if (device.Delivery is not { Own.IsRenewed: false } && !link.IsClear() && !isOverdue)
                return false;
            var asked = prober.Ask(owner);
            if (!asked.IsReusable)
            {
                foreach (var name in asked.Names(device.Tables))
                    totals.AddObstacle(name);
                if (isOverdue)
                    EvictOverdue(owner, asked);
                return isOverdue;
            }
        }
        totals.DrainNs += NowNs - ownership.SinceNs;
        HandOver(owner, turn.To!);
        return true;
    }

    /// <summary>Evicts an owner because of what the model says of its device. That the wire is busy is no reason: it is not up to the owner.</summary>
    private void EvictOverdue(Tenant owner, Reusability asked)
    {
        incidents.Add(new Incident(NowNs, owner.Guest.Name, IncidentKind.Evicted,
            $"did not let go of the device within {device.Options.DeadlineMs} ms, so the device was reset: {string.Join("; ", asked.Explain(owner.Monitor))}"));
        TakeAway(owner);
    }

    private void HandOver(Tenant from, Tenant to)
    {
        var beganNs = NowNs;
        ownership.Save(beganNs);
        EndTurn(from);
        var wasInterrupted = from.Line;
        line.Set(from, false);
        from.HasInterrupt = handover.Save(from) || wasInterrupted;
        var moved = from.Context.Memory.Sum(memory => memory.KnownBytes);
        ownership.Release(NowNs);
        if (HasFailed(from))
            return;
        Give(to);
        moved += to.Context.Memory.Sum(memory => memory.KnownBytes);
        totals.Count++;
        totals.Forced += turn.Forced ? 1 : 0;
        totals.MoveNs += NowNs - beganNs;
        totals.ReachNs += handover.ReachNs;
        var accesses = device.Port.Accesses - accessesBefore;
        totals.Accesses += accesses;
        totals.FullCopyAccesses += fullCopy.Of(accesses, moved);
    }

    private void Give(Tenant tenant)
    {
        ownership.Restore(tenant, NowNs);
        tenant.IsUrgent = tenant.HasInterrupt = tenant.HasStored = false;
        handover.Give(tenant);
        ownership.Own(NowNs);
        tenant.Counts.Turns++;
        if (tenant.WaitingSinceNs is { } sinceNs)
        {
            tenant.Counts.WaitedNs += NowNs - sinceNs;
            tenant.Counts.LongestWaitNs = Math.Max(tenant.Counts.LongestWaitNs, NowNs - sinceNs);
            tenant.WaitingSinceNs = null;
        }
        HasFailed(tenant);
        line.Update(tenant);
    }

    private void EndTurn(Tenant owner) => owner.Counts.OwnedNs += NowNs - ownership.OwnedSinceNs;

    /// <summary>A procedure of the model timed out: the device is reset and its owner loses it.</summary>
    private bool HasFailed(Tenant tenant)
    {
        if (device.Procedures.Problem is not { } problem)
            return false;
        incidents.Add(new Incident(NowNs, tenant.Guest.Name, IncidentKind.DeviceFailed, problem));
        device.Reset();
        if (ownership.Owner == tenant)
            ownership.Lose(NowNs);
        Evict(tenant);
        return true;
    }

    /// <summary>The device is gone and is brought back; its owner loses it.</summary>
    /// <returns>Why it cannot be brought back; null if it is there again.</returns>
    public string? Revive(string failure, IReadOnlyList<Tenant> tenants)
    {
        var owner = ownership.Owner;
        incidents.Add(new Incident(NowNs, owner?.Guest.Name ?? "", IncidentKind.DeviceFailed, failure));
        if (owner is not null)
            TakeAway(owner);
        else
            device.Reset();
        if (device.Nic.Failure is { } still)
            return still;
        if (!failures.Add(owner, NowNs) || (owner is not null && Bar(owner, tenants)))
            return null;
        return $"the device failed more than {device.Options.MostFailures} times within {device.Options.FailureWindowMs / 1000} s: {failure}";
    }

    /// <summary>A guest with which the device fails again and again does not get it for a while: it must not take the device from all others by that.</summary>
    /// <returns>Whether another can use it meanwhile.</returns>
    private bool Bar(Tenant tenant, IReadOnlyList<Tenant> tenants)
    {
        tenant.BarredUntilNs = NowNs + (long)(device.Options.FailureWindowMs * 1e6);
        if (!tenants.Any(other => !other.HasEnded && !other.IsBarred(NowNs)))
            return false;
        incidents.Add(new Incident(NowNs, tenant.Guest.Name, IncidentKind.Evicted,
            $"the device failed more than {device.Options.MostFailures} times while this guest had it, so the guest does not get it for {device.Options.FailureWindowMs / 1000} s"));
        return true;
    }

    /// <summary>Takes the device away from a guest: it is reset, and gone for the guest until its driver resets it.</summary>
    public void Evict(Tenant tenant)
    {
        PowerCycle(tenant);
        turn = default;
        tenant.IsLost = true;
        tenant.Counts.Evictions++;
    }

    /// <summary>Gives a guest whose machine begins again, or another guest in its place, a device like one that was just switched on.</summary>
    public void SwitchOn(Tenant tenant)
    {
        PowerCycle(tenant);
        tenant.IsLost = tenant.IsBarred(NowNs);
        tenant.Frames.Clear();
        tenant.CanTakeFrames = true;
        tenant.IsUrgent = false;
        tenant.WaitingSinceNs = null;
        tenant.Request = GuestRequest.Busy;
    }

    private void PowerCycle(Tenant tenant)
    {
        if (tenant == ownership.Owner)
        {
            device.Reset();
            EndTurn(tenant);
            ownership.Lose(NowNs);
            turn = default;
        }
        tenant.Held.Clear();
        tenant.Delivered = 0;
        tenant.HasOverflown = false;
        tenant.HasInterrupt = tenant.HasStored = false;
        tenant.Shadows?.Clear();
        tenant.Monitor.PowerOn();
        freshDevice.CopyTo(tenant);
        line.Set(tenant, false);
    }

    /// <summary>Evicts a guest and notifies the guest, as of a denied access.</summary>
    private void TakeAway(Tenant tenant)
    {
        if (device.Options.Denied == DenialPolicy.MachineCheck)
            tenant.Guest.MachineCheck();
        else if (device.Options.Denied == DenialPolicy.Stop)
            tenant.End();
        Evict(tenant);
    }
}

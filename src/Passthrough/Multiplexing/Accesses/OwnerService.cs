using Dmm.Tracing;
using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Serves the owner: makes its accesses one after the other, and runs it in between.</summary>
internal sealed class OwnerService(
    SharedDevice device, Ownership<Tenant> ownership, OwnerAccess accesses, HoldingBack holdingBack, Denials denials, GuestRuns runs, OwnerLine line)
{
    private const int AccessesAtOnce = 32;
    private const long DeniedAccessNs = 1_000; // as long as a bus takes; a guest that is denied without end must not keep time from passing

    private readonly Deadline deadline = new(device);
    private long waitsSinceNs = long.MaxValue;

    /// <summary>Whether an access waits until frames of others are out of its way.</summary>
    public bool IsHeldUp => waitsSinceNs != long.MaxValue;

    /// <summary>Makes accesses of the owner, until it wants something else or others are to have a say.</summary>
    /// <param name="oneOnly">Whether others are to have a say after each.</param>
    /// <returns>Whether any was made.</returns>
    public bool Serve(bool oneOnly)
    {
        var hasMoved = false;
        var most = oneOnly ? 1 : AccessesAtOnce;
        for (var i = 0; i < most && ownership.Owner is { HasEnded: false, Request.Kind: GuestRequestKind.Access } owner; i++)
        {
            if (!TryMakeAccess(owner))
                break;
            hasMoved = true;
            line.Update(owner);
            if (ownership.State == OwnershipState.Draining || runs.CanRun(owner))
                break;
        }
        if (ownership.Owner is { } after)
            line.Update(after);
        return hasMoved;
    }

    private bool TryMakeAccess(Tenant owner)
    {
        if (holdingBack.Holds(owner))
            return false;
        var access = owner.Request.Access;
        while (owner.Done < access.Count)
        {
            var outcome = accesses.TryMake(owner, out var denial);
            if (outcome == AccessOutcome.Waits && !HasWaitedTooLong(owner))
                return false;
            waitsSinceNs = long.MaxValue;
            if (outcome != AccessOutcome.Made)
            {
                device.Nic.Advance(DeniedAccessNs);
                denials.Deny(owner, denial);
            }
            Tell(owner, access);
            owner.Done++;
            if (owner != ownership.Owner || owner.HasEnded)
                return true; // what is left of a run is nobody's
        }
        owner.Counts.Exits++;
        owner.UsedNs = device.Nic.ElapsedNs;
        runs.Run(owner);
        return true;
    }

    private bool HasWaitedTooLong(Tenant owner)
    {
        if (!IsHeldUp)
            waitsSinceNs = device.Nic.ElapsedNs;
        return deadline.IsOver(owner, waitsSinceNs);
    }

    private void Tell(Tenant tenant, GuestAccess access)
    {
        if (tenant.Listener is not { } listener)
            return;
        var value = AccessValue.Read(tenant.Guest.Data.Slice(tenant.Done * access.Size, access.Size));
        var kind = access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read;
        listener.OnAccess(new(kind, access.Region, access.Size, access.Offset, value), device.Nic.ElapsedNs);
    }
}

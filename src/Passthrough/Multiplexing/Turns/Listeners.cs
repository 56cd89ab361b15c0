using Dmm.Modeling.Model;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Finds the guests that miss frames: their own NIC would take them, and the device takes none for them.</summary>
/// <remarks>
/// A guest that only listens makes no access, so nothing else says that it wants the device. It does while nobody has the device, while the
/// owner has stopped its receiver or has ended, and while frames that arrived cannot be sorted because of what the owner has left at work.
/// As soon as one of several listeners has the device, the others miss nothing: so they do not take it from each other.
/// </remarks>
internal sealed class Listeners(SharedDevice device, Ownership<Tenant> ownership, FrameSorter? sorter)
{
    private const long PatienceNs = 20_000_000; // a driver reads a whole ring of its card in less

    private readonly ProcedureInfo? read = device.SortsFrames
        ? device.Model.Context.FirstOrDefault(item => item.Memory == device.Receive!.Window)?.SaveBy : null;

    private long? unseenSinceNs;

    /// <summary>A frame was given to the NIC.</summary>
    public void OnDelivery()
    {
        if (device.SortsFrames)
            unseenSinceNs ??= device.Nic.ElapsedNs;
    }

    /// <summary>Notes for each guest whether it misses frames now.</summary>
    public void Follow(List<Tenant> tenants)
    {
        var isDeaf = IsDeaf();
        foreach (var tenant in tenants)
            tenant.MissesFrames = isDeaf && tenant != ownership.Owner && Listens(tenant);
    }

    private bool IsDeaf() => device.Delivery is not { Own.Hears: null } && (ownership.Owner is not { HasEnded: false } owner
        || (device.Receive is { } receive && !receive.Listens.Test(owner.Monitor.State.Words, -1, 0))
        || (device.Delivery?.Own.Hears is { } hears && !hears.Test(owner.Monitor.State.Words, -1, 0))
        || HasUnseenFrames(owner));

    /// <summary>Whether a guest's NIC would take frames. Where the model does not say so, it may as soon as the guest has used it.</summary>
    private bool Listens(Tenant tenant) => !tenant.HasEnded && !tenant.IsLost && ((device.Delivery?.Listens ?? device.Receive?.Listens)?.Test(tenant.Context.Words, -1, 0) ?? tenant.Counts.Turns > 0);

    private bool HasUnseenFrames(Tenant owner)
    {
        if (unseenSinceNs is not { } sinceNs)
            return false;
        if (sinceNs < ownership.OwnedSinceNs || CanLook(owner)) // frames are sorted at each hand-off
            unseenSinceNs = null;
        return unseenSinceNs is not null && device.Nic.ElapsedNs - sinceNs > PatienceNs;
    }

    /// <summary>Whether the monitor can look at what arrived without disturbing what the owner's device does.</summary>
    private bool CanLook(Tenant owner)
    {
        var words = owner.Monitor.State.Words;
        return sorter is not { IsTakingOutDue: true } && device.CanReach(device.Receive!.Next, words) && (device.Cause is null || device.CanReach(device.Cause, words))
            && (read is null || device.CanRun(read, words));
    }
}

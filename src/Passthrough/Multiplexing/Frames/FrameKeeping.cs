using Dmm.Modeling.Model;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Keeps a frame for everybody whose own NIC would have taken it.</summary>
/// <remarks>
/// The guests are as on one wire: who listens to everything gets a copy of every frame, who is in a group one of the group's, and
/// nobody's frame goes missing for that.
/// </remarks>
internal sealed class FrameKeeping(SharedDevice device, ReceiveRing ring, IReadOnlyList<Tenant> tenants)
{
    private readonly ReceiveInfo receive = device.Receive!;
    private readonly Addressees addressees = new(device, tenants);

    /// <summary>Keeps a frame that was taken out of the owner's ring.</summary>
    public void Distribute(HeldFrame frame, Tenant owner)
    {
        if (addressees.Have(owner, owner.Context.Words, ring.DestinationOf(frame)))
            owner.TryKeep(frame, device.Options); // to be given back after those that came before it
        foreach (var tenant in tenants)
        {
            if (tenant == owner || tenant.HasEnded || !addressees.Have(tenant, tenant.Context.Words, ring.DestinationOf(frame)))
                continue;
            if (tenant.TryKeep(frame with { Units = [.. frame.Units] }, device.Options))
                tenant.FollowKept(canTake: receive.Listens.Test(tenant.Context.Words, -1, 0), device.Options); // its driver may only be recovering
        }
    }
}

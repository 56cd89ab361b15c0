using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Sorts what the device has received into the monitor's own ring, and puts each frame into the ring of its addressee when that has the device.</summary>
/// <remarks>The guests are as on one wire: a frame goes to all whose own NIC would have taken it, and nobody's frame goes missing for that.</remarks>
internal sealed class Deliveries(SharedDevice device, OwnRing own, IReadOnlyList<Tenant> tenants)
{
    private readonly DeliveryInfo delivery = device.Delivery!;
    private readonly ulong[] words = new ulong[device.Model.StateWords];
    private readonly GuestRing ring = new(device.Delivery!);
    private readonly Addressees addressees = new(device, tenants);

    private bool mustBegin;

    /// <summary>Whether the NIC is to be given frames: the device receives, and somebody listens.</summary>
    public bool TakesFrames(Tenant? owner)
    {
        if (delivery.Own.Hears is { } hears && (owner is null || !hears.Test(owner.Monitor.State.Words, -1, 0)))
            return false;
        foreach (var tenant in tenants)
            if (!tenant.HasEnded && delivery.Listens.Test(WordsOf(tenant, owner), -1, 0))
                return true;
        return false;
    }

    /// <summary>Sorts what came, and gives the owner what its ring has room for.</summary>
    public void Follow(Tenant? owner)
    {
        Collect(owner);
        if (owner is null || owner.Frames.Count == 0 || !delivery.Listens.Test(owner.Monitor.State.Words, -1, 0))
            return;
        while (owner.Frames.TryPeek(out var frame) && ring.TryPut(owner, frame.Units))
        {
            owner.Frames.Dequeue();
            owner.Delivered |= delivery.Causes;
        }
    }

    /// <summary>The device is about to be given a guest's context. Where that gives it the ring, it begins with the first entry.</summary>
    public void BeforeRestore()
    {
        Collect(null);
        if (delivery.Own.IsRenewed)
            own.Rewind();
    }

    /// <summary>The owner's write is about to reach the device.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="transaction">Its access, which was committed.</param>
    public void BeforeWrite(Tenant owner, Transaction transaction)
    {
        foreach (var again in delivery.Own.Again)
            if (Reaches(transaction, again.Register) && Loses(again, transaction.Before, owner.Monitor.State.Words))
            {
                Collect(owner);
                own.Rewind();
                mustBegin = true;
                return;
            }
    }

    /// <summary>It has reached the device.</summary>
    public void AfterWrite()
    {
        if (mustBegin && delivery.Own.Begin is not null)
            own.Begin();
        mustBegin = false;
    }

    private static bool Reaches(Transaction transaction, RegisterInfo register)
    {
        foreach (ref readonly var part in transaction.Parts)
            if (part.Word == register.Word)
                return true;
        return false;
    }

    private bool Loses(ResetAccessInfo again, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        before.CopyTo(words);
        words[again.Register.Word] = after[again.Register.Word];
        return again.When.Test(words, again.Register.Word, before[again.Register.Word]);
    }

    /// <summary>Sorts what came.</summary>
    public void Collect(Tenant? owner)
    {
        var hasTaken = false;
        for (var i = 0; i < delivery.Own.Entries && own.TryTake(out var frame); i++)
        {
            hasTaken = true;
            if (frame is not null)
                Distribute(frame, owner);
        }
        if (hasTaken)
            own.GoOn();
    }

    private void Distribute(byte[] frame, Tenant? owner)
    {
        foreach (var tenant in tenants)
        {
            var words = WordsOf(tenant, owner);
            if (tenant.HasEnded || tenant.IsLost || (device.Options.Protections.Sorting && !addressees.Have(tenant, words, frame)))
                continue;
            if (tenant.TryKeep(new HeldFrame(frame), device.Options) && tenant != owner)
                tenant.FollowKept(canTake: delivery.Listens.Test(words, -1, 0) && ring.HasEntry(tenant, words), device.Options);
        }
    }

    private static ReadOnlySpan<ulong> WordsOf(Tenant tenant, Tenant? owner) => tenant == owner ? tenant.Monitor.State.Words : tenant.Context.Words;
}

using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Sorts what the device has received into the monitor's own ring, and puts each frame into the ring of its addressee when that has the device.</summary>
/// <remarks>The guests are as on one wire: a frame goes to all whose own NIC would have taken it, and nobody's frame goes missing for that.</remarks>
internal sealed class Deliveries(SharedDevice device, IOwnRing own, IReadOnlyList<Tenant> tenants)
{
    private readonly DeliveryInfo delivery = device.Delivery!;
    private readonly GuardedAccesses again = new(device.Delivery!.Own.Again, device.Model.StateWords);
    private readonly IGuestRing ring = device.Delivery! switch
    {
        { Packed: not null } packed => new GuestPackedRing(packed),
        { Ring.Queue: not null } queue => new GuestQueue(queue, OwnQueue.ChainOf(device.Model, queue.Ring)),
        { Ring.Kind: DescriptorKind.List } list => new GuestAreas(list),
        var entries => new GuestRing(entries),
    };
    private readonly Addressees addressees = new(device, tenants);
    private readonly UnionFilter filter = new(device);

    private bool mustBegin;
    private int ended;

    /// <summary>What the device took at most so far.</summary>
    public FilterExtent Extent => filter.Extent;

    /// <summary>Whether the NIC is to be given frames: the device receives, and somebody listens.</summary>
    public bool TakesFrames(Tenant? owner)
    {
        if (!filter.IsSet || delivery.Own.Hears is { } hears && (owner is null || !hears.Test(owner.Monitor.State.Words, -1, 0)))
            return false;
        foreach (var tenant in tenants)
            if (!tenant.HasEnded && delivery.Listens.Test(WordsOf(tenant, owner), -1, 0))
                return true;
        return false;
    }

    /// <summary>Sorts what came, and gives the owner what its ring has room for.</summary>
    public void Follow(Tenant? owner)
    {
        if (!filter.IsSet || HasOneEnded())
            filter.Set(tenants, owner);
        Collect(owner);
        if (owner is { HasOverflown: true })
            (owner.Delivered, owner.HasOverflown) = (owner.Delivered | delivery.Overflow, false);
        if (owner is null || owner.Frames.Count == 0 || !delivery.Listens.Test(owner.Monitor.State.Words, -1, 0))
            return;
        while (owner.Frames.TryPeek(out var frame))
        {
            var isTooLong = ring.IsTooLong(frame.Units, owner.Monitor.State.Words);
            if (!isTooLong && !ring.TryPut(owner, frame.Units))
            {
                ReportFull(owner);
                break;
            }
            owner.Frames.Dequeue();
            owner.Delivered |= isTooLong ? delivery.Overflow : delivery.Causes;
            owner.Counts.FramesDropped += isTooLong ? 1 : 0;
        }
    }

    /// <summary>A frame finds no room. A driver that has acknowledged all before it has read all would wait for a frame that never comes, so it is told, as by a NIC.</summary>
    private void ReportFull(Tenant owner)
    {
        if ((owner.Delivered & (delivery.Causes | delivery.Overflow)) == 0)
            owner.Delivered |= delivery.Overflow;
    }

    /// <summary>The device is about to be given a guest's context. Where that gives it the ring, it begins with the first entry.</summary>
    public void BeforeRestore(Tenant tenant)
    {
        Collect(null, isQuiet: true);
        own.Follow(tenant.Context.Words);
        if (delivery.Own.IsRenewed)
            own.Rewind();
    }

    /// <summary>It has been given it.</summary>
    public void AfterRestore()
    {
        if (delivery.Own is { IsRenewed: true, Begin: not null })
            Begin();
    }

    /// <summary>The device was reset, and has the ring again.</summary>
    public void AfterReset() => filter.Forget();

    /// <summary>Whether the owner's access, which was allowed and is not committed, stops the receiver or takes its ring away while a frame is on its way: it may be another guest's.</summary>
    public bool LosesArrivals(Tenant owner)
    {
        var transaction = owner.Monitor.Transaction;
        var words = owner.Monitor.State.Words;
        var stops = delivery.Own.Hears is { } hears && hears.Test(transaction.Before, -1, 0) && !hears.Test(words, -1, 0);
        return (stops || again.Contain(transaction, words)) && !device.Link.IsClear();
    }

    /// <summary>The owner's write is about to reach the device.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="transaction">Its access, which was committed.</param>
    public void BeforeWrite(Tenant owner, Transaction transaction)
    {
        if (!again.Contain(transaction, owner.Monitor.State.Words))
            return;
        Collect(owner);
        own.Follow(owner.Monitor.State.Words);
        own.Rewind();
        mustBegin = true;
    }

    /// <summary>The write has reached the device.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="transaction">Its access, which was committed.</param>
    public void AfterWrite(Tenant owner, Transaction transaction)
    {
        if (mustBegin && delivery.Own.Begin is not null)
            Begin();
        mustBegin = false;
        if (filter.IsChangedBy(transaction.Parts, owner.Monitor.State.Words) || !filter.IsSet)
            filter.Set(tenants, owner);
    }

    /// <summary>Whether a guest has ended since this was asked last: nobody asks for its frames any more.</summary>
    private bool HasOneEnded()
    {
        var before = ended;
        ended = 0;
        for (var i = 0; i < tenants.Count; i++) // it is asked at every step, and an enumerator would be garbage
            ended += tenants[i].HasEnded ? 1 : 0;
        return ended != before;
    }

    private void Begin()
    {
        own.Begin();
        filter.Forget();
    }

    /// <summary>Sorts what came.</summary>
    public void Collect(Tenant? owner) => Collect(owner, isQuiet: false);

    private void Collect(Tenant? owner, bool isQuiet)
    {
        var hasTaken = false;
        for (var i = 0; i < own.MostFrames && own.TryTake(isQuiet, out var frame); i++)
        {
            hasTaken = true;
            if (frame is not null)
                Distribute(frame, owner);
        }
        if (hasTaken && !(isQuiet && delivery.Own.IsRenewed)) // a device that is given the ring next must not receive before that
            own.GoOn();
    }

    private void Distribute(byte[] frame, Tenant? owner)
    {
        foreach (var tenant in tenants)
        {
            var words = WordsOf(tenant, owner);
            if (tenant.HasEnded || tenant.IsLost || (device.Options.Protections.Sorting && !addressees.Have(tenant, words, frame)))
                continue;
            if (tenant != owner && device.Options.Frames == FramePolicy.Drop)
                tenant.Counts.FramesDropped++;
            else if (!tenant.TryKeep(new HeldFrame(frame), device.Options))
                tenant.HasOverflown = true;
            else if (tenant != owner)
                tenant.FollowKept(canTake: delivery.Listens.Test(words, -1, 0) && ring.HasRoom(tenant, words), device.Options);
        }
    }

    private static ReadOnlySpan<ulong> WordsOf(Tenant tenant, Tenant? owner) => tenant == owner ? tenant.Monitor.State.Words : tenant.Context.Words;
}

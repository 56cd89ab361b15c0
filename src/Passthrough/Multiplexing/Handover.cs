using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Multiplexing.Accesses;
using Passthrough.Multiplexing.Frames;

namespace Passthrough.Multiplexing;

/// <summary>Moves a guest's device out of the physical one and into it again.</summary>
internal sealed class Handover(SharedDevice device, CauseView causes, Transfers transfers)
{
    /// <summary>Sorts frames on the way; null where nothing is to be sorted.</summary>
    public FrameSorter? Sorter { get; set; }

    /// <summary>Puts frames into rings of guests; null where nobody does.</summary>
    public Deliveries? Deliveries { get; set; }

    /// <summary>How long the last guest's memory took to be put within the device's reach, in place of another's.</summary>
    public long ReachNs { get; private set; }

    /// <summary>Takes the owner's context out of the device, which is quiet then.</summary>
    public void Save(Tenant owner)
    {
        transfers.Settle(owner);
        Save(owner, () => device.Saver.Save(owner.Context.Words, owner.Held.Causes, owner.Context));
        Sorter?.Sort(owner);
        ClearForeign(owner);
        Sorter?.PutBack(owner);
    }

    /// <summary>Takes only the frames out that are not sorted, and puts those back that are the owner's. Other memory stays where it is.</summary>
    public void TakeOutFrames(Tenant owner, FrameSorter sorter)
    {
        Save(owner, () =>
        {
            device.Saver.SaveRegisters(owner.Context.Words, owner.Held.Causes, owner.Context);
            foreach (var range in sorter.Unsorted(owner))
            {
                device.Saver.SaveMemory(device.Receive!.Window, range, owner.Context);
                owner.KnownOf(device.Receive.Window).Forget(range);
            }
        });
        sorter.Sort(owner);
        Restore(owner);
    }

    /// <summary>Gives a guest the device that it did not have, with the frames that were kept for it.</summary>
    public void Give(Tenant tenant)
    {
        foreach (var known in tenant.Known)
            known.Forget(); // what is there is the former owner's
        Array.Clear(tenant.Transfers);
        Restore(tenant);
    }

    private void Save(Tenant owner, Action save)
    {
        var context = owner.Context;
        var held = owner.Held.Causes;
        owner.Monitor.State.Words.CopyTo(context.Words);
        save();
        owner.Shadows?.CarryBack();
        owner.Held.CopyStatusesTo(context.Words);
        context.HeldCauses &= ~(device.ReceiveCauses | (device.Delivery?.Hidden ?? 0)) | held; // those of the device may be about frames of others
        causes.Forget();
    }

    /// <summary>Live memory moves in whole units, in which bytes of a former owner may stand.</summary>
    private static void ClearForeign(Tenant owner)
    {
        foreach (var memory in owner.Context.Memory)
            foreach (var range in memory.Known())
                for (var at = range; owner.KnownOf(memory.Window).FirstUnknown(at) is { } foreign; at = new MemoryRange(foreign.End, range.End - foreign.End))
                    memory.At(foreign).Clear();
    }

    private void Restore(Tenant tenant)
    {
        var context = tenant.Context;
        Sorter?.Give(tenant);
        device.Shadows = tenant.Shadows;
        var beganNs = device.Nic.ElapsedNs;
        (device.Nic as IDmaNic)?.Reach(tenant.Number);
        ReachNs = device.Nic.ElapsedNs - beganNs;
        if (tenant.StationAddress is { } address && device.Nic is IStationAddress card)
            card.SetStationAddress(address);
        Deliveries?.BeforeRestore();
        device.Port.TakeOver(context.Words);
        device.Restorer.Restore(context);
        tenant.Held.Causes = context.HeldCauses;
        tenant.Held.ShowStatuses(context.Words);
        if (device.Cause is { } cause)
            context.Words[cause.Word] = (context.Words[cause.Word] & ~device.CauseBits) | context.HeldCauses;
        tenant.Monitor.State.CopyFrom(context.Words);
        tenant.IsWidened = device.SortsFrames && device.Receive!.Listens.Test(context.Words, -1, 0);
        foreach (var memory in context.Memory)
            foreach (var range in memory.Known())
                tenant.KnownOf(memory.Window).Mark(range);
        Sorter?.BeginTurn(tenant);
    }
}

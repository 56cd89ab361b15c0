using Passthrough.Devices;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Probing;

/// <summary>Moves a guest's registers and memory out of the device and into it, and settles whose causes the device shows.</summary>
internal sealed class ContextMove(SharedDevice device, CauseView causes)
{
    /// <summary>How long it took at last to change which memory the device reaches.</summary>
    public long ReachNs { get; private set; }

    /// <summary>Takes the whole context out of the device, which is quiet then.</summary>
    public void Save(Tenant owner) => Save(owner, () => device.Saver.Save(owner.Context.Words, owner.Held.Causes, owner.Context));

    /// <summary>Takes the context out of the device.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="save">Saves registers and memory into the owner's context.</param>
    public void Save(Tenant owner, Action save)
    {
        var context = owner.Context;
        var held = owner.Held.Causes;
        owner.Monitor.State.Words.CopyTo(context.Words);
        save();
        owner.Shadows?.CarryBack();
        owner.Shadows?.CopyReturned(context.Words);
        owner.Held.CopyStatusesTo(context.Words);
        context.HeldCauses &= ~(device.ReceiveCauses | (device.Delivery?.Hidden ?? 0)) | held; // those of the device may be about frames of others
        causes.Forget();
    }

    /// <summary>Whether the context of a guest, as it was saved, has an interrupt that the guest has not taken.</summary>
    public bool LeavesInterrupt(Tenant owner) => causes.IsPendingIn(owner);

    /// <summary>The device is about to be a guest's: its addresses count from now on.</summary>
    public void Prepare(Tenant tenant)
    {
        device.Shadows = tenant.Shadows;
        var beganNs = device.Nic.ElapsedNs;
        (device.Nic as IDmaNic)?.Reach(tenant.Number);
        ReachNs = device.Nic.ElapsedNs - beganNs;
        if (tenant.StationAddress is { } address && device.Nic is IStationAddress card)
            card.SetStationAddress(address);
        device.Port.TakeOver(tenant.Context.Words);
        device.Station?.Give(tenant);
    }

    /// <summary>Puts the context into the device.</summary>
    public void Restore(Tenant tenant)
    {
        var context = tenant.Context;
        tenant.Shadows?.BeginAgain();
        device.Port.Slots?.Begin(context.Words);
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
    }
}

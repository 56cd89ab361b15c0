using Dmm.Monitoring;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>What a guest's device is when it was just switched on, as the physical one says itself.</summary>
internal sealed class FreshDevice(SharedDevice device)
{
    private SavedContext? context;

    /// <summary>Resets the device and gives every guest one that was just switched on; once, before the first of them runs.</summary>
    public void Prepare(IReadOnlyList<Tenant> tenants)
    {
        if (context is not null)
            return;
        context = new SavedContext(device.Model);
        device.Nic.Reset();
        var saver = new ContextSaver(device.Model, device.Port, device.Procedures, register => device.HoldsAnother(register) && device.Delivery?.Answers(register) != true, isFresh: true);
        saver.Save(new DeviceState(device.Tables).Words.ToArray(), 0, context); // nothing in it is the monitor's yet
        device.Station?.Learn(context.Words);
        device.Ring?.Begin();
        foreach (var tenant in tenants)
            CopyTo(tenant);
    }

    /// <summary>Gives a guest one.</summary>
    public void CopyTo(Tenant tenant)
    {
        context!.Words.CopyTo(tenant.Context.Words, 0);
        tenant.Context.HeldCauses = 0;
        device.Station?.Begin(tenant.Context.Words, tenant.StationAddress);
        foreach (var memory in tenant.Context.Memory)
            memory.Forget();
    }
}

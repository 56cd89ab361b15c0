using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Shadowing;
using Passthrough.Devices;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>How the monitor's memory of a NIC that does DMA is laid out: the block of procedures, the receive ring, then the copies of each guest.</summary>
internal static class MonitorArea
{
    private const double Mib = 1 << 20;

    /// <summary>Where the copies of a guest begin, from the start of that memory.</summary>
    /// <param name="model">The model of the device.</param>
    /// <param name="delivery">How frames are delivered, if the device has a ring of the monitor's own.</param>
    /// <param name="guest">The guest's number; the number of guests gives where all ends.</param>
    public static ulong CopiesOf(DeviceModel model, DeliveryInfo? delivery, int guest) =>
        OwnRing.Offset + (delivery is null ? 0 : OwnRing.BytesOf(delivery)) + (ulong)guest * GuestShadows.BytesFor(model);

    /// <summary>Why a device cannot be shared by so many guests, and what to do about it; null if it can.</summary>
    public static string? ProblemOf(DeviceModel model, IPhysicalNic nic, int guests)
    {
        var needed = CopiesOf(model, model.Delivery, guests);
        return nic is not IDmaNic dma || !ShadowPlan.Of(model).IsNeeded || dma.MonitorMemory.Owns(dma.MonitorStart, needed) ? null
            : FormattableString.Invariant($"what {guests} guests give to the {model.Name} does not fit into the monitor's memory: the copies take {needed / Mib:f1} MiB; run fewer guests, or take structures out of the model");
    }
}

using Dmm.Modeling.Model;
using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The RTL8139 in the catalog: a scripted driver, and QEMU's device with guests to verify with.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class Rtl8139Kind
{
    public static NicKind Value { get; } = new()
    {
        Model = "rtl8139",
        ModelFile = "models/rtl8139.yaml",
        Driver = Rtl8139Plan.InScenarios,
        SharedDriver = (model, address) => new Rtl8139Plan(new Rtl8139DriverOptions { StationAddress = address, UsesDescriptors = HasDescriptors(model) }),
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "rtl8139" }), new Rtl8139Guests(usesDescriptors: true), "qemu", [2, 3], 200)
        {
            GuestsOfModel = Rtl8139Guests.Of,
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };

    /// <summary>Where the model has both modes, it can be handed on in C+ mode only.</summary>
    internal static bool HasDescriptors(DeviceModel model) => model.Registers.Any(register => register.Name == "CpCmd" && register.IsWritable);
}

using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.Pcnet;

/// <summary>The PCnet in the catalog: a scripted driver, and QEMU's device with guests to verify with.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class PcnetKind
{
    public static NicKind Value { get; } = new()
    {
        Model = "pcnet",
        ModelFile = "models/pcnet.yaml",
        Driver = PcnetPlan.InScenarios,
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "pcnet" }), new PcnetGuests(), null, [2], 200)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };
}

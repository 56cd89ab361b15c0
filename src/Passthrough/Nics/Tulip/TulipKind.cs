using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.Tulip;

/// <summary>The 21143 in the catalog: a scripted driver, and QEMU's device with guests to verify with.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class TulipKind
{
    public static NicKind Value { get; } = new()
    {
        Model = "tulip",
        ModelFile = "models/tulip.yaml",
        Driver = TulipPlan.InScenarios,
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "tulip" }), new TulipGuests(), null, [2], 200)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };
}

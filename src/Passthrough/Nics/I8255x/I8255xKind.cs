using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.I8255x;

/// <summary>The 82559 in the catalog: a scripted driver, and QEMU's device with guests to verify with.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class I8255xKind
{
    public static NicKind Value { get; } = new()
    {
        Model = "i8255x",
        ModelFile = "models/i8255x.yaml",
        Driver = I8255xPlan.InScenarios,
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "i82559er" }), new I8255xGuests(), null, [2], 200)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };
}

using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.E1000;

/// <summary>The 8254x in the catalog: a scripted driver, QEMU's device with guests to verify with, and what that device does otherwise.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class E1000Kind
{
    private const string Device = "e1000";

    /// <summary>
    /// QEMU's e1000 takes nothing for a second after each write of RCTL, so that a driver can fill its ring (hw/net/e1000.c, set_rx_control
    /// and e1000_can_receive).
    /// </summary>
    private static readonly DeafTime AfterRctl = new(Region: 0, Offset: 0x100, Ms: 1_010, Enable: 0x2);

    public static NicKind Value { get; } = new()
    {
        Model = "e1000",
        ModelFile = "models/e1000.yaml",
        Driver = E1000Plan.InScenarios,
        QemuDevice = Device,
        DeafOnQemu = AfterRctl,
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = Device, DeafTime = AfterRctl }), new E1000Guests(), "qemu", [2], 200)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };
}

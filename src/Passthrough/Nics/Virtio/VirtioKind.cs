using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.Virtio;

/// <summary>The virtio network device in the catalog: a scripted driver, and QEMU's device with guests to verify with.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class VirtioKind
{
    public static NicKind Value { get; } = new()
    {
        Model = "virtio",
        ModelFile = "models/virtio.yaml",
        Driver = VirtioPlan.InScenarios,
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "virtio-net-pci" }), new VirtioGuests(), null, [2], 200)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 100_000_000,
        },
    };
}

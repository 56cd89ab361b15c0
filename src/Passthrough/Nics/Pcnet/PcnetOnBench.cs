using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.Pcnet;

/// <summary>The PCnet in the catalog: QEMU's, with its cast.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class PcnetOnBench
{
    public static VerificationBench OnQemu { get; } = new(new QemuPlan(new QemuNicOptions { Device = "pcnet" }), new PcnetCast(), null, [2], 200)
    {
        IsAloneMonitored = true,
        Frames = 6,
        LatencyNs = 5_000_000,
    };
}

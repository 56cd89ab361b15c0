using Passthrough.Devices.Qemu;

namespace Passthrough.Nics.E1000;

/// <summary>The 8254x in the catalog: QEMU's, with its cast.</summary>
/// <remarks>The device reaches guests' memory at other addresses than theirs, so they run under the monitor even alone.</remarks>
internal static class E1000OnBench
{
    public static VerificationBench OnQemu { get; } = new(new QemuPlan(new QemuNicOptions { Device = "e1000" }), new E1000Cast(), "qemu", [2], 200)
    {
        IsAloneMonitored = true,
        Frames = 6,
        LatencyNs = 5_000_000,
    };
}

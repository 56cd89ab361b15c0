using Passthrough.Devices.Qemu;
using Passthrough.Devices.Simulated;

namespace Passthrough.Nics.Ne2000;

/// <summary>The NE2000 in the catalog: a scripted driver, the devices that there are, each with its guests, and the drivers whose costs are measured.</summary>
/// <remarks>
/// QEMU's takes frames by the address that its command line sets, whatever the driver writes to PAR; under the monitor it is promiscuous
/// and the monitor filters, so guests run under it even alone. It needs no latency to speak of: it sends a frame inside the access that starts it.
/// </remarks>
internal static class Ne2000Kind
{
    public static NicKind Value { get; } = new()
    {
        Model = "ne2k",
        ModelFile = "models/ne2k.yaml",
        Driver = Ne2000Plan.InScenarios,
        Simulated = new(new SimulatedPlan(new SimulatedNe2000Options { OddFramesCollide = true }), new Ne2000Guests(Ne2000Readback.None), null, [2, 3, 8], 10_000)
        {
            AlsoVariants = ["rtl8029"], // a DP8390 with page 3, where there is nothing for a driver of the NE2000
            Frames = 12,
            LatencyNs = 200_000_000,
        },
        OnQemu = new(new QemuPlan(new QemuNicOptions { Device = "ne2k_pci" }), new Ne2000Guests(Ne2000Readback.NotOnQemu, endsFrames: false), "qemu", [2], 1_000)
        {
            IsAloneMonitored = true,
            Frames = 6,
            LatencyNs = 20_000_000,
        },
        Costs = new(
            Usual: new Ne2000Plan(new Ne2000DriverOptions(), EscapesEvery: 0),
            Resting: new Ne2000Plan(new Ne2000DriverOptions { IsPolled = true, PollNs = 1_000_000, HasTwoTransmitBuffers = true }, EscapesEvery: 0)),
    };
}

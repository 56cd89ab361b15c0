using Passthrough.Devices.Drivers;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Workloads;

namespace Passthrough.Devices;

/// <summary>A NIC that can be put on a bench here: simulated, in QEMU, and with a driver for scripted guests.</summary>
/// <remarks>Code outside of this folder finds it by the name of a model, and learns nothing else of the device from it.</remarks>
public sealed record KnownNic
{
    private const int PollNs = 1_000_000;

    private KnownNic()
    {
    }

    /// <summary>All there are; the first is what is measured when nobody names a model.</summary>
    public static IReadOnlyList<KnownNic> All { get; } = [Ne2000()];

    /// <summary>The name of its model.</summary>
    public required string Model { get; init; }

    /// <summary>The file of its model in this repository.</summary>
    public required string ModelFile { get; init; }

    /// <summary>The variant of the model that the simulated device is.</summary>
    public required string SimulatedVariant { get; init; }

    /// <summary>The variant of the model that QEMU's device is.</summary>
    public required string QemuVariant { get; init; }

    /// <summary>QEMU's name of the device.</summary>
    public required string QemuDevice { get; init; }

    /// <summary>Makes a simulated one.</summary>
    public required Func<IPhysicalNic> MakeSimulated { get; init; }

    /// <summary>Makes a driver of the usual kind for the guest with a number.</summary>
    public required Func<ushort, IScriptedDriver> MakeDriver { get; init; }

    /// <summary>
    /// Makes a driver that leaves its device alone between two calls, with all interrupts masked, and takes a second frame while the first is
    /// on its way; so what it loaded and did not read stays on the device.
    /// </summary>
    public required Func<ushort, IScriptedDriver> MakeRestingDriver { get; init; }

    /// <summary>The NIC of a model; null if there is none.</summary>
    public static KnownNic? Of(string model) => All.FirstOrDefault(nic => nic.Model == model);

    private static KnownNic Ne2000() => new()
    {
        Model = "ne2k",
        ModelFile = "models/ne2k.yaml",
        SimulatedVariant = "dp8390",
        QemuVariant = "qemu",
        QemuDevice = "ne2k_pci",
        MakeSimulated = () => new SimulatedNe2000(),
        MakeDriver = number => new Ne2000Driver(new Ne2000DriverOptions(), number),
        MakeRestingDriver = number => new Ne2000Driver(new Ne2000DriverOptions { IsPolled = true, PollNs = PollNs, HasTwoTransmitBuffers = true }, number),
    };
}

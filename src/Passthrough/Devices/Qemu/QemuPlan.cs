using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Catalog;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>A <see cref="QemuNic"/> in a scenario.</summary>
/// <param name="Options">Which NIC.</param>
internal sealed record QemuPlan(QemuNicOptions Options) : DevicePlan
{
    private const string Word = "qemu";

    internal static DeviceKind InScenarios { get; } = new(Word, "a PCI NIC that QEMU models, in a QEMU process of its own, in real time",
        [
            new Key("device", new ScalarShape("the name of a QEMU device (letters, digits, - and _)", "[A-Za-z0-9][A-Za-z0-9_-]{0,63}", "string"),
                "QEMU's name", "The name of the PCI device in 'qemu-system-x86_64 -device help'.", Required: true),
            new Key("memory_mib", new NumberShape(1, MachineMemory.MostGuestMib), "Memory", "MiB of memory that each guest has for DMA: 4 when left out. A device without DMA has none."),
        ],
        device => new QemuPlan(new QemuNicOptions { Device = device.Text("device")!, MemoryMib = device.Number("memory_mib", QemuNicOptions.DefaultMemoryMib) }));

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override bool IsRealTime => true;

    /// <inheritdoc/>
    public override DevicePlan By(string program) => new QemuPlan(Options with { Program = program });

    /// <inheritdoc/>
    public override IPhysicalNic? TryMake(out string? problem) => QemuNic.TryStart(Options, out problem);

    internal override DevicePlan WithStation(IReadOnlyList<byte> address) => this with { Options = Options with { StationAddress = address } };

    internal override IPhysicalNic? TryServe(IReadOnlyList<IReachableMemory> memories, IReadOnlyList<IPolled> neighbors, out string? problem) =>
        QemuNic.TryStart(Options with { Served = memories, Neighbors = neighbors }, out problem);

    /// <inheritdoc/>
    protected override DevicePlan WithMemoryFor(int guests) => this with { Options = Options with { Guests = guests } };
}

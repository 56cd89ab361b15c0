using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Simulated;

/// <summary>A <see cref="SimulatedNe2000"/> in a scenario.</summary>
/// <param name="Options">What can be chosen about it.</param>
internal sealed record SimulatedPlan(SimulatedNe2000Options Options) : DevicePlan
{
    private const string Word = "simulated";

    internal static DeviceKind InScenarios { get; } = new(Word, "an NE2000 that is simulated by its data sheet, in virtual time; the same on every machine",
        [
            new Key("access_ns", new NumberShape(0, 1_000_000), "Time of an access", "How long one register access takes, in nanoseconds: 1000, about that of an ISA bus, when left out."),
            new Key("while_sending", new ChoiceShape(
                ("completes", "the frame goes out whole, and only then the NIC stops; so the data sheet has it"),
                ("loses", "the frame is lost without a word; so some chips do it")), "Stop while sending", "What becomes of a frame on the wire when a driver stops the NIC: completes when left out."),
        ],
        Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override bool IsRealTime => false;

    /// <inheritdoc/>
    public override IPhysicalNic TryMake(out string? problem)
    {
        problem = null;
        return new SimulatedNe2000(Options);
    }

    internal override IPhysicalNic TryServe(IReadOnlyList<IReachableMemory> memories, IReadOnlyList<IPolled> neighbors, out string? problem)
    {
        problem = null;
        return new RealTimeNe2000(new SimulatedNe2000(Options with { AccessNs = 0 }), neighbors);
    }

    private static SimulatedPlan Read(YamlMapping device)
    {
        var usual = new SimulatedNe2000Options();
        return new SimulatedPlan(usual with
        {
            AccessNs = device.Number("access_ns", (int)usual.AccessNs),
            WhileSending = device.Word("while_sending", usual.WhileSending),
        });
    }
}

using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Rtl8139;

/// <summary>A driver of the RTL8139 in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
internal sealed record Rtl8139Plan(Rtl8139DriverOptions Options) : DriverPlan
{
    private const string Word = "rtl8139";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the RTL8139, written from its data sheets", Rtl8139Keys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number) => new Rtl8139Driver(Options, number);

    private static Rtl8139Plan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new Rtl8139DriverOptions(), keys);
        return new Rtl8139Plan(usual with
        {
            StationAddress = address,
            UsesMemory = keys.Flag("registers_in_memory", usual.UsesMemory),
            UsesDescriptors = keys.Flag("descriptors", usual.UsesDescriptors),
            RingKib = keys.Number("ring_kib", usual.RingKib),
            Overruns = keys.Flag("overruns", usual.Overruns),
            Entries = keys.Number("entries", usual.Entries),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
        });
    }
}

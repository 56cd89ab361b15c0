using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Passthrough.Costs;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;

namespace Vpio.Bench;

/// <summary>The simulated NIC with four guests at rest, as <c>vpio bench costs</c> has it too.</summary>
internal static class SharedCard
{
    private static readonly NicKind Kind = NicCatalog.Measurable[0];

    /// <summary>A bench whose guests have started their devices, with the device at the first of them.</summary>
    public static DeviceBench Make()
    {
        var model = ModelLoader.Load(Kind.ModelFile, Subject.ModelBytes(), Kind.Simulated!.Variant).Model ?? throw new InvalidDataException($"{Kind.ModelFile} has errors");
        var tables = TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames);
        var nic = Kind.Simulated!.Device.TryMake(out var problem) ?? throw new InvalidOperationException(problem);
        var bench = new DeviceBench(tables, Kind.Costs!.Resting, nic, new SharingOptions());
        return bench.TryPrepare() && bench.TryGive(bench.Tenants[0]) ? bench : throw new InvalidOperationException(bench.Problem);
    }
}

using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Evidence;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Tests.Ne2k;
using Dmm.Tracing;

namespace Dmm.Tests.Mutating;

/// <summary>Mutants of models/ne2k.yaml, and evidence from the recordings.</summary>
internal static class Mutants
{
    public const HookGoals Goals = HookGoals.Handoff | HookGoals.Dma;

    public static readonly byte[] File = RepositoryFiles.Bytes("models", "ne2k.yaml");
    public static readonly DeviceModel Unchanged = Ne2kModel.Load("dp8390");
    public static readonly RecordedEvidence Boot = new("boot", Events("traces", "ne2k_pci-boot.qemu.log.gz"), Unchanged, Goals);

    /// <summary>The one mutant of a kind in whose change a text stands, or the n-th.</summary>
    public static DeviceModel Load(string kind, string change, int nth = 0)
    {
        var mutant = MutationOperators.Apply("ne2k.yaml", File, null, [kind]).Where(each => each.Change.Contains(change, StringComparison.Ordinal)).ElementAt(nth);
        return ModelLoader.Load("ne2k.yaml", System.Text.Encoding.UTF8.GetBytes(mutant.Text)).Model!;
    }

    public static TraceEvent[] Events(params string[] path)
    {
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes(path)), new TraceReaderOptions { PciIds = Unchanged.PciIds, IsaBases = Unchanged.IsaBases });
        return [.. RecordedEvents.Load(reader, int.MaxValue)];
    }
}

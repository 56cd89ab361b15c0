using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.E1000;

/// <summary>models/e1000.yaml and what two drivers did that its author did not write.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("e1000-boot.qemu.log.gz", ReplayOutcome.Clean)]
    [InlineData("e1000-ipxe.vpt.gz", ReplayOutcome.Inconclusive)] // without DMA nobody sees its entries
    public void NothingThatADriverDoesIsDenied(string recording, ReplayOutcome outcome)
    {
        var report = Replay(recording);

        Assert.Equal(outcome, report.Outcome);
        Assert.Equal(0, report.DeniedCount);
    }

    [Fact]
    public void EveryDmaThatTheDeviceDidHadBeenApproved()
    {
        var dma = Replay("e1000-boot.qemu.log.gz").Dma;

        Assert.Equal((83, 0), (dma.Observed, dma.Unapproved));
    }

    [Fact]
    public void EveryEntryThatTheDeviceReadIsCounted()
    {
        var structures = Replay("e1000-boot.qemu.log.gz").Dma.Structures;

        Assert.Equal([new StructureReport("tx", 17, 17, 0), new StructureReport("rx", 8, 8, 0)], structures);
    }

    [Fact]
    public void OnlyAFewAccessesAreHooked()
    {
        var report = Replay("e1000-boot.qemu.log.gz");

        Assert.InRange(report.Hooked.Accesses, 1, report.Accesses / 20);
    }

    [Fact]
    public void ADriverThatStopsItsNicLeavesItReusable() => Assert.True(Replay("e1000-boot.qemu.log.gz").Reusable.Final);

    private static ReplayReport Replay(string recording)
    {
        var result = ModelLoader.Load("models/e1000.yaml", RepositoryFiles.Bytes("models", "e1000.yaml"), "qemu");
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        using var reader = TraceReaders.Open(
            new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = result.Model.PciIds, IsaBases = result.Model.IsaBases });
        return new Replayer(TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma)).Run(reader);
    }
}

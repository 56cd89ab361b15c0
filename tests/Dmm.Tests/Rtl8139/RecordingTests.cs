using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Rtl8139;

/// <summary>Real drivers against the model: no false denial, every transmission followed, and every DMA of the device approved.</summary>
public class RecordingTests
{
    private const string CMode = "rtl8139-8139too.qemu.log.gz", CPlusMode = "rtl8139-8139cp.qemu.log.gz", Polled = "rtl8139-ipxe.vpt.gz";

    [Theory]
    [InlineData(CMode, "rtl8139")]
    [InlineData(CMode, "qemu")]
    [InlineData(CMode, "c_mode")]
    [InlineData(CPlusMode, "rtl8139")]
    [InlineData(CPlusMode, "qemu")]
    [InlineData(Polled, "rtl8139")]
    [InlineData(Polled, "qemu")]
    public void ARealDriverIsNeverDenied(string recording, string variant)
    {
        var report = Replay(recording, variant);

        Assert.Equal(recording == Polled ? ReplayOutcome.Inconclusive : ReplayOutcome.Clean, report.Outcome); // without DMA nobody sees its entries
        Assert.Equal(0, report.Dma.Denied);
    }

    [Fact]
    public void TheFourSlotsAreUsedInTurn()
    {
        var report = Replay(CMode, "c_mode");

        Assert.All(Enumerable.Range(0, 4), slot => Assert.Equal(97, Count(report, $"slot{slot}", "free->busy")));
        Assert.Equal([97L, 97, 97, 96], Enumerable.Range(0, 4).Select(slot => Count(report, $"slot{slot}", "busy->free"))); // the recording was cut after a write of TSD3
    }

    [Theory]
    [InlineData(CPlusMode, 42)]
    [InlineData(Polled, 89)]
    public void EachDoorbellBeginsATransmission(string recording, long doorbells) =>
        Assert.Equal(doorbells, Count(Replay(recording, "qemu"), "transmitter", "idle->sending"));

    [Theory]
    [InlineData(CMode, "rtl8139")]
    [InlineData(CMode, "qemu")]
    [InlineData(CMode, "c_mode")]
    [InlineData(CPlusMode, "rtl8139")]
    [InlineData(CPlusMode, "qemu")]
    public void EveryDmaOfTheDeviceWasApprovedBeforehand(string recording, string variant)
    {
        var dma = Replay(recording, variant).Dma;

        Assert.True(dma.Observed > 300, $"{dma.Observed} DMAs say little");
        Assert.Equal(0, dma.Unapproved);
    }

    [Fact]
    public void BitsForTheEepromAreNotHooked() =>
        Assert.DoesNotContain(Replay(CPlusMode, "qemu").Hooked.Ports, port => port.Hook.Register.Name == "CR9346");

    private static long Count(ReplayReport report, string machine, string transition) =>
        report.Machines.Single(each => each.Name == machine).Transitions[transition];

    private static ReplayReport Replay(string recording, string variant)
    {
        var path = RepositoryFiles.PathOf("models", "rtl8139.yaml");
        var model = ModelLoader.Load(path, File.ReadAllBytes(path), variant).Model!;
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", recording)), new TraceReaderOptions { PciIds = model.PciIds });
        return new Replayer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma)).Run(reader);
    }
}

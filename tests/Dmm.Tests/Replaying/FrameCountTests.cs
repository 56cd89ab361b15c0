using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>Frames are counted, not writes of a tail: by descriptors where the recording has them, else by accesses of a unit that is on.</summary>
public class FrameCountTests
{
    private const string E1000AtPorts = "1@1.000000:memory_region_ops_write cpu 0 mr 0x1 addr 0xfebf";

    [Theory]
    [InlineData("e1000", "e1000-boot.qemu.log.gz", 17L, 8L)]
    [InlineData("pcnet", "pcnet-boot.qemu.log.gz", 9L, 6L)]
    [InlineData("rtl8139", "rtl8139-8139cp.qemu.log.gz", 42L, 375L)]
    [InlineData("rtl8139", "rtl8139-8139too.qemu.log.gz", 388L, 394L)]
    [InlineData("ne2k", "ne2k_pci-boot.qemu.log.gz", 9L, 6L)]
    [InlineData("rtl8139", "rtl8139-ipxe.vpt.gz", null, null)]
    [InlineData("pcnet", "pcnet-ipxe.vpt.gz", null, null)]
    public void FramesOfARecordingAreThoseOnTheWire(string model, string recording, long? sent, long? received)
    {
        var report = Replay(model, RepositoryFiles.Bytes("traces", recording), new TraceReaderOptions());

        Assert.Equal((sent, received), (report.FramesSent, report.FramesReceived));
    }

    [Fact]
    public void TailOfAUnitThatIsOffIsNoFrame()
    {
        var report = Replay("e1000", Written("2818", "3818", "0000"), new TraceReaderOptions { Base = 0xfebf0000 });

        Assert.Equal((3, 0, 0, 0), (report.Accesses, report.DeniedCount, report.FramesSent, report.FramesReceived));
    }

    private static byte[] Written(params string[] offsets) =>
        Encoding.ASCII.GetBytes(string.Concat(offsets.Select(offset => $"{E1000AtPorts}{offset} value 0x0 size 4 name 'e1000-mmio'\n")));

    private static ReplayReport Replay(string name, byte[] recording, TraceReaderOptions options)
    {
        var model = ModelLoader.Load($"{name}.yaml", RepositoryFiles.Bytes("models", $"{name}.yaml")).Model!;
        var regions = model.Regions.Where(each => !each.IsBehindIndex).Select(each => new TraceRegion(each.Number, each.Space, 0, each.Size)).ToList();
        using var reader = TraceReaders.Open(new MemoryStream(recording), options with { PciIds = model.PciIds, IsaBases = model.IsaBases, Regions = regions, IsaSize = 0x20000 });
        return new Replayer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma)).Run(reader);
    }
}

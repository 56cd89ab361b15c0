using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Replaying;

/// <summary>Where a ring itself is wrong, the reason is about the ring, and not about fields of an entry that nobody has read.</summary>
public class RingFaultTests
{
    [Theory]
    [InlineData("0x1000", "0x80", "0x100", "0x2", "the head of tx lies outside of its ring, so no entry of it was read [head=0x100, tail=0x2, entries=0x8]")]
    [InlineData("0x1000", "0x80", "0x8", "0x0", "the head of tx lies outside of its ring, so no entry of it was read [head=0x8, tail=0x0, entries=0x8]")]
    [InlineData("0x1000", "0x80", "0x0", "0x8", "the tail of tx lies outside of its ring, so no entry of it was read [head=0x0, tail=0x8, entries=0x8]")]
    [InlineData("0xfffc0000", "0x80", "0x0", "0x2", "an entry of tx lies where the guest has no memory [head=0x0, tail=0x2, entries=0x8, entry at=0xfffc0000]")]
    public void ReasonNamesHeadTailAndLength(string start, string bytes, string head, string tail, string reason)
    {
        (string Offset, string Value)[] writes = [("3800", start), ("3804", "0x0"), ("3808", bytes), ("3810", head), ("3818", tail), ("0400", "0x10400a")];
        var log = string.Concat(writes.Select(write => $"1@1.000000:memory_region_ops_write cpu 0 mr 0x1 addr 0xfebf{write.Offset} value {write.Value} size 4 name 'e1000-mmio'\n"));
        var model = ModelLoader.Load("e1000.yaml", RepositoryFiles.Bytes("models", "e1000.yaml")).Model!;
        using var reader = TraceReaders.Open(new MemoryStream(Encoding.ASCII.GetBytes(log)), new TraceReaderOptions { Base = 0xfebf0000, IsaSize = 0x20000 });

        var report = new Replayer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma)).Run(reader);

        var denied = Assert.Single(report.Denied);
        var line = Assert.Single(Failure.Lines(denied.Checks), each => each.StartsWith("tx_types, tx_data_length, tx_frame, ", StringComparison.Ordinal));
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }
}

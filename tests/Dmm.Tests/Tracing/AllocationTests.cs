using System.Text;
using Dmm.Tracing;

namespace Dmm.Tests.Tracing;

/// <summary>Reading more lines allocates nothing more, whatever the format.</summary>
public sealed class AllocationTests
{
    private const int Lines = 20_000;

    // What the runtime itself may allocate meanwhile; one byte a line would be 20,000.
    private const long Slack = 8_192;

    [Theory]
    [InlineData("1@5.000000:memory_region_ops_read cpu 0 mr 0x1 addr 0x307 value 0x1 size 1 name 'ne2000'\n")]
    [InlineData("qemu-1 [000] 1.000000: kvm_pio: pio_read at 0x307 size 1 count 1 val 0x1 \n")]
    [InlineData("qemu-1 [000] 1.000000: kvm_set_irq: gsi 10 level 0 source 0\nqemu-1 [000] 1.000000: kvm_entry: vcpu 0\n")]
    [InlineData("[R +0.000001] outb 0x300 1\n[S +0.000002] OK\n[R +0.000001] inb 0x300\n[S +0.000002] OK 0x0001\n")]
    [InlineData("R 4 1.000000 1 0x90000008 0x1 0x0 0\nMARK 1.000000 here\n")]
    public void LineOfAnAddressAllocatesNothing(string text)
    {
        var options = new TraceReaderOptions { Base = text.Contains("0x9000", StringComparison.Ordinal) ? 0x90000000u : 0x300u };
        Assert.InRange(Allocated(text, 2 * Lines, options) - Allocated(text, Lines, options), -Slack, Slack);
    }

    [Theory]
    [InlineData("vfio_region_read  (0000:02:00.0:region0+0x37, 1) = 0x1\nvfio_intx_interrupt  (0000:02:00.0) Pin A\nvfio_intx_eoi  (0000:02:00.0) EOI\n")]
    public void LineOfADeviceAllocatesNothing(string text) =>
        Assert.InRange(Allocated(text, 2 * Lines, null) - Allocated(text, Lines, null), -Slack, Slack);

    private static long Allocated(string text, int times, TraceReaderOptions? options)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)));
        var batch = new TraceBatch();
        var events = 0L;
        _ = ReadAll(new MemoryStream(bytes), options, batch); // so that everything is compiled and every static is there
        var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        events += ReadAll(stream, options, batch);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(events >= times || text.Contains("kvm_set_irq", StringComparison.Ordinal));
        return allocated;
    }

    private static long ReadAll(MemoryStream stream, TraceReaderOptions? options, TraceBatch batch)
    {
        using var reader = TraceReaders.Open(stream, options);
        var events = 0L;
        while (reader.Read(batch) > 0)
            events += batch.Count;
        return events;
    }
}

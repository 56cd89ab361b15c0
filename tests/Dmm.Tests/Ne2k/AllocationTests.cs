using Dmm.Compilation;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Ne2k;

/// <summary>Nothing is allocated per event, so that a guest cannot make the monitor collect garbage.</summary>
public class AllocationTests
{
    [Theory]
    [InlineData(Engine.Tables)]
    [InlineData(Engine.Compiled)]
    public void JudgingARealDriverAllocatesNothing(Engine engine)
    {
        var events = Events();
        var monitor = new DeviceMonitor(TableCompiler.Compile(Ne2kModel.Tables("qemu").Model, Ne2kModel.Tables("qemu").Plan, engine));
        Play(monitor, events); // compiles what is compiled at first use
        var before = GC.GetAllocatedBytesForCurrentThread();

        Play(monitor, events);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void DenyingAllocatesNothing()
    {
        var monitor = new DeviceMonitor(Ne2kModel.Tables("qemu"));
        TraceEvent[] denied =
        [
            new(TraceEventKind.Write, 0, 1, 0x00, 0x22),
            new(TraceEventKind.Write, 0, 1, 0x00, 0x26), // no length: frame_in_ram fails
            new(TraceEventKind.Write, 0, 1, 0x1a, 0x00), // nothing is listed there
            new(TraceEventKind.Write, 0, 8, 0x00, ulong.MaxValue),
            new(TraceEventKind.Read, 0, 8, 0x10, 0),
        ];
        Play(monitor, denied);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Play(monitor, denied);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Play(DeviceMonitor monitor, TraceEvent[] events)
    {
        foreach (ref readonly var each in events.AsSpan())
        {
            if (each.Kind is TraceEventKind.Read or TraceEventKind.Write)
                monitor.Access(each);
            else
                monitor.Interrupt(each.Value);
            Reusability.Ask(monitor);
        }
    }

    private static TraceEvent[] Events()
    {
        using var reader = TraceReaders.Open(new MemoryStream(RepositoryFiles.Bytes("traces", "ne2k_pci-cycle.qemu.log.gz")));
        var batch = new TraceBatch();
        var events = new List<TraceEvent>();
        while (reader.Read(batch) > 0)
            events.AddRange(batch.Events.AsSpan(0, batch.Count).ToArray().Where(each => each.Kind is TraceEventKind.Read or TraceEventKind.Write or TraceEventKind.InterruptLine));
        return [.. events];
    }
}

using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Tracing;
using Passthrough.Costs.Exits;
using Passthrough.Tests.Kvm;

namespace Passthrough.Tests.Costs.Exits;

/// <summary>Exits of a driver as KVM counts them, on memory in place of a card.</summary>
public sealed class ExitMeasurementTests
{
    private const uint StatusAt = 0x8, MaskAt = 0xd0, CountAt = 0x4000, TailAt = 0x3818;

    /// <summary>What a driver could do for one frame: two pages with hooks, and the page of statistics, which has none.</summary>
    private static readonly TraceEvent[] Frame =
    [
        Read(StatusAt), Write(MaskAt, 0x9d), Read(MaskAt), Write(TailAt, 1), Read(TailAt), Read(CountAt), Read(CountAt + 4), Write(CountAt + 8, 7), Read(CountAt + 8),
    ];

    [KvmFact]
    public void EveryAccessIsAnExitUnlessItsPageIsMapped()
    {
        var report = Measure([.. Enumerable.Repeat(Frame, 100).SelectMany(frame => frame)]);

        Assert.Null(report.Problem);
        Assert.Equal((900, 600), (report.Accesses, report.Reads));
        Assert.Equal(["all", "plan", "hooks", "none"], report.Rows.Select(row => row.Id));
        Assert.Equal([900, 900, 200, 0], report.Rows.Select(row => row.MemoryExits));
        Assert.All(report.Rows, row => Assert.True(row.AllExits >= row.MemoryExits));
    }

    [KvmFact]
    public void AMappedPageIsReadAndWrittenAtItsPlace() => Assert.All(Measure(Frame).Rows, row => Assert.Equal(6, row.Alike));

    [KvmFact]
    public void PagesWithHooksThatWatchWritesAloneAreRead()
    {
        var rows = Measure(Frame).Rows;

        Assert.Equal([(0, 0), (0, 0), (5, 2), (5, 5)], rows.Select(row => (row.PagesRead, row.PagesWritten)));
        Assert.All(rows, row => Assert.Equal(5, row.Pages));
    }

    /// <summary>A list that is longer than a segment, and one that is too long.</summary>
    [KvmFact]
    public void ALongListIsMadeToItsEnd() => Assert.Equal(20_000, Measure([.. Enumerable.Repeat(Read(CountAt), 20_000)]).Rows[0].MemoryExits);

    [Fact]
    public void WhatCannotBeMadeIsSaid()
    {
        Assert.Contains("114,687 at most", Measure([.. Enumerable.Repeat(Read(CountAt), 114_688)]).Problem, StringComparison.Ordinal);
        Assert.Contains("8 bytes", Measure([new TraceEvent(TraceEventKind.Read, 0, 8, StatusAt, 0)]).Problem, StringComparison.Ordinal);
        Assert.Contains("0x10004 bytes of 'mmio'", Measure([Read(0x10000)]).Problem, StringComparison.Ordinal);
        Assert.Contains("/nowhere/kvm does not exist", Measure(Frame, "/nowhere/kvm").Problem, StringComparison.Ordinal);
        Assert.Contains("KVM lets no port through", Measure([new TraceEvent(TraceEventKind.Read, 1, 4, 0, 0)]).Remark, StringComparison.Ordinal);
    }

    private static ExitReport Measure(TraceEvent[] accesses, string kvm = "/dev/kvm")
    {
        var model = ModelLoader.Load("e1000.yaml", RepositoryFiles.Bytes("models", "e1000.yaml"), "qemu").Model!;
        return new ExitMeasurement(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma), accesses, new ExitOptions { KvmPath = kvm }).Run();
    }

    private static TraceEvent Read(uint offset) => new(TraceEventKind.Read, 0, 4, offset, 0);

    private static TraceEvent Write(uint offset, ulong value) => new(TraceEventKind.Write, 0, 4, offset, value);
}

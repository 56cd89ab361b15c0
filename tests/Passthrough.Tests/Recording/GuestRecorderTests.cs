using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Replaying;
using Dmm.Tracing;
using Passthrough.Recording;
using Passthrough.Scenarios;
using Passthrough.Tests.Scenarios;

namespace Passthrough.Tests.Recording;

public class GuestRecorderTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("frames-drop")]
    public void ASharingGuestsRecordingReplaysAsThatOfAGuestAlone(string name)
    {
        var scenario = Repository.Scenario(name);
        using var run = ScenarioBuilder.TryBuild(scenario, out _);
        var files = run!.Multiplexer.Tenants.Select(tenant =>
        {
            var file = new MemoryStream();
            tenant.Listener = new GuestRecorder(file, tenant.Guest.Name, RecordedDevice.Of(scenario.Model));
            return file;
        }).ToList();
        run.Run();
        foreach (var (tenant, file) in run.Multiplexer.Tenants.Zip(files))
        {
            ((GuestRecorder)tenant.Listener!).Complete();
            var report = new Replayer(TableCompiler.Compile(scenario.Model, HookGoals.Handoff | HookGoals.Dma)).Run(Open(file));
            Assert.True(report.Outcome == ReplayOutcome.Clean, string.Join('\n', report.Denied.Select(denied => $"{denied.Text}: {string.Join("; ", denied.Checks)}")));
            Assert.Equal(tenant.Counts.Accesses, report.Accesses);
            Assert.Equal(tenant.Guest.Report.FramesSent, report.FramesSent);
            Assert.InRange(report.DurationUs, 1, run.Multiplexer.NowNs / 1000);
        }
    }

    [Fact]
    public void ItTellsTheDevice()
    {
        var device = RecordedDevice.Of(Repository.Scenario("default").Model);
        Assert.Equal("10ec:8029", device.Id?.ToString());
        Assert.Equal([new TraceRegion(0, RegionSpace.Port, 0x300, 0x20)], device.Regions);
        var file = new MemoryStream();
        using (var recorder = new GuestRecorder(file, "", device))
            recorder.Complete();
        Assert.Equal(device.Regions, Summary(file).Device.Regions);
    }

    [Fact]
    public void TimeIsTheDevicesAlsoOverPauses()
    {
        var file = new MemoryStream();
        using (var recorder = new GuestRecorder(file, "", TraceDevice.Unknown))
        {
            recorder.OnAccess(Access, 1_000_000);
            recorder.OnInterruptLine(true, 1_000_999); // less than a microsecond is not lost, it is reported later
            recorder.OnAccess(Access, 200_001_001_000);
            recorder.Complete();
        }
        Assert.Equal(200_001_001UL, Summary(file).DurationUs);
    }

    [Fact]
    public void AFullRecordingEndsWithAGapThatCountsTheRest()
    {
        var file = new MemoryStream();
        using (var recorder = new GuestRecorder(file, "", TraceDevice.Unknown, mostEvents: 3))
        {
            for (var i = 0; i < 10; i++)
                recorder.OnAccess(Access, i * 1_000);
            Assert.Equal(7, recorder.LeftOut);
            recorder.Complete();
        }
        var summary = Summary(file);
        Assert.Equal(3, summary.CountOf(TraceEventKind.Write));
        Assert.Equal(1, summary.CountOf(TraceEventKind.Gap));
    }

    [Fact]
    public void WithoutAnEndItSaysSo()
    {
        var file = new MemoryStream();
        using (var recorder = new GuestRecorder(file, "", TraceDevice.Unknown))
            recorder.OnAccess(Access, 0);
        Assert.InRange(Summary(file).ProblemCount, 1, int.MaxValue);
    }

    [Fact]
    public void AFullDiskCostsTheRecordingOnly()
    {
        using var recorder = new GuestRecorder(new FullDisk(), "", TraceDevice.Unknown);
        for (var i = 0; i < 10_000; i++)
            recorder.OnAccess(Access, i * 1_000);
        recorder.Complete();
        Assert.Equal("no space is left", recorder.Problem);
    }

    private static TraceEvent Access => new(TraceEventKind.Write, 0, 1, 0, 0x21);

    private static ITraceReader Open(MemoryStream file) => TraceReaders.Open(new MemoryStream(file.ToArray()), new TraceReaderOptions());

    private static TraceSummary Summary(MemoryStream file) => TraceSummary.Of(Open(file));

    /// <summary>A disk that takes a header and no more.</summary>
    private sealed class FullDisk : MemoryStream
    {
        private const int Room = 1024;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > Room)
                throw new IOException("no space is left");
            base.Write(buffer);
        }
    }
}

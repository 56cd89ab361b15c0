using Dmm.Monitoring;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Ne2k;

/// <summary>What an access would lead to is known without making it.</summary>
public class PreviewTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(100);

    [Fact]
    public void APreviewIsWhatComesTrue()
    {
        var tables = Ne2kModel.Tables("qemu");
        Check.One(Config, Prop.ForAll(AccessSequences.Any, accesses =>
        {
            var monitor = new DeviceMonitor(tables);
            foreach (var access in accesses)
            {
                var preview = monitor.Preview(access);
                Assert.Equal(preview.Verdict, monitor.Access(access));
                Assert.Equal(preview.Afterwards, Reusability.Ask(monitor));
            }
        }));
    }

    [Fact]
    public void APreviewLeavesNoTrace()
    {
        var tables = Ne2kModel.Tables("qemu");
        Check.One(Config, Prop.ForAll(AccessSequences.Any, accesses =>
        {
            var (seen, unseen) = (new DeviceMonitor(tables), new DeviceMonitor(tables));
            foreach (var access in accesses)
            {
                seen.Preview(access);
                seen.Access(access);
                unseen.Access(access);
                seen.Preview(access);
                Assert.True(seen.State.SameAs(unseen.State));
                Assert.Equal(0UL, seen.Passed); // of the access that was judged last: nothing is left of a preview
            }
            Assert.Equal(unseen.Counts.Accesses, seen.Counts.Accesses);
            Assert.Equal(unseen.Counts.Hooked, seen.Counts.Hooked);
            Assert.Equal(unseen.Counts.Fired, seen.Counts.Fired);
            Assert.Equal(unseen.Counts.ChecksPassed, seen.Counts.ChecksPassed);
            Assert.Equal(unseen.Counts.ChecksFailed, seen.Counts.ChecksFailed);
        }));
    }

    [Fact]
    public void APreviewDoesNotChangeWhatTheLastDenialIsExplainedBy()
    {
        var monitor = new DeviceMonitor(Ne2kModel.Tables("qemu"));
        var send = new TraceEvent(TraceEventKind.Write, 0, 1, 0x00, 0x26);
        var verdict = monitor.Access(send);
        var explained = monitor.LastDenied.Explain(verdict).Select(failure => failure.ToString()).ToList();

        monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 1, 0x04, 0x99));
        Assert.False(monitor.Preview(send).Verdict.IsAllowed);

        Assert.Equal(explained, monitor.LastDenied.Explain(verdict).Select(failure => failure.ToString()));
    }

    [Fact]
    public void APreviewAllocatesNothingAfterTheFirst()
    {
        var monitor = new DeviceMonitor(Ne2kModel.Tables("qemu"));
        var send = new TraceEvent(TraceEventKind.Write, 0, 1, 0x00, 0x26);
        monitor.Preview(send);
        var before = GC.GetAllocatedBytesForCurrentThread();
        monitor.Preview(send);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

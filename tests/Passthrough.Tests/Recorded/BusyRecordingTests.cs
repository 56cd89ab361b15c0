using Dmm.Tracing;
using Passthrough.Devices.Simulated;

namespace Passthrough.Tests.Recorded;

public class BusyRecordingTests
{
    /// <summary>The recording was written by hand; this is what makes it one.</summary>
    [Fact]
    public void TheSimulatedCardAnswersWhatTheRecordingSays()
    {
        using var reader = TraceReaders.Open(File.OpenRead(RepositoryFiles.PathOf("docs", "examples", "ne2k_pci-busy.qemu.log")));
        using var nic = new SimulatedNe2000();
        var batch = new TraceBatch();
        var (reads, timeUs) = (0, 0L);
        while (reader.Read(batch) > 0)
            for (var i = 0; i < batch.Count; i++)
            {
                var access = batch.Events[i];
                timeUs += access.ElapsedUs;
                nic.Advance(Math.Max(0, timeUs * 1_000 - nic.ElapsedNs));
                if (access.Kind == TraceEventKind.Write)
                    nic.Write(0, access.Offset, access.Size, access.Value);
                else if (access.Kind == TraceEventKind.Read && ++reads > 0)
                    Assert.Equal(access.Value, nic.Read(0, access.Offset, access.Size));
            }
        Assert.Equal(4, reads);
    }
}

using Passthrough.Devices.Simulated;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>What a guest reads from its device: the same in each run, and in ping-pong whatever the time.</summary>
public class ReadsTests
{
    private static readonly Ne2000DriverOptions Thorough = new() { ReadsBackEvery = 3, SplitsSetup = true, RestsOnPage1 = true, HasTwoTransmitBuffers = true };

    [Fact]
    public void TheSameRunReadsTheSame() =>
        Assert.Equal(Reads(Thorough, window: 4, accessNs: 1000, latencyNs: 200_000), Reads(Thorough, window: 4, accessNs: 1000, latencyNs: 200_000));

    [Theory]
    [InlineData(100, 1_000_000)]
    [InlineData(2000, 400_000)]
    [InlineData(1000, 30_000_000)]
    public void InPingPongTheReadsDoNotDependOnTime(long accessNs, long latencyNs) =>
        Assert.Equal(Reads(Thorough, window: 1, accessNs: 1000, latencyNs: 200_000), Reads(Thorough, window: 1, accessNs, latencyNs));

    private static List<string> Reads(Ne2000DriverOptions options, int window, long accessNs, long latencyNs)
    {
        using var nic = new SimulatedNe2000(new SimulatedNe2000Options { AccessNs = accessNs });
        using var guest = Ne2000Guest.Create("guest", 1, options, new Workload { Frames = 30, Window = window });
        var bench = new Bench(nic, guest, new EchoPeer(new EchoPeerOptions { LatencyNs = latencyNs })) { Reads = [] };
        bench.Run();
        return bench.Reads;
    }
}

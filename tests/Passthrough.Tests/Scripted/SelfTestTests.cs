using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>A driver that tests its card in loopback.</summary>
public sealed class SelfTestTests
{
    private const uint Cntr1 = 0xe;
    private const ushort Number = 5;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 2)]
    public void EachTestLeavesAnErrorOfTheCheckSequenceInACounterAndNoFrameOnTheWire(int every, ulong errors)
    {
        using var nic = new SimulatedNe2000();
        using var guest = Ne2000Guest.Create("guest", Number, new Ne2000DriverOptions { TestsItselfEvery = every }, new Workload { Frames = 10 });
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = 5_000_000 });

        var report = new Bench(nic, guest, peer, NewMonitor.OfCard()).Run();

        Assert.Equal((GuestOutcome.Done, 10, 0), (report.Outcome, report.FramesReceived, report.Recoveries));
        Assert.Equal(new StreamTally(10, 0, 0, 0, 0), peer.TallyOf(Number));
        Assert.Equal(errors, nic.Read(0, Cntr1, 1));
    }

    [Fact]
    public void AGuestOfAGroupTakesItsOwnRepliesAndNoOthers()
    {
        byte[] group = [0x03, 0, 0, 0, 0, 9];
        using var nic = new SimulatedNe2000();
        using var guest = Ne2000Guest.Create("guest", Number, new Ne2000DriverOptions { Groups = [group] }, new Workload { Frames = 10, Destination = group });
        var peer = new EchoPeer();
        peer.Receive(ARequestOf(Number + 1, group), 0);

        var report = new Bench(nic, guest, peer).Run();

        Assert.Equal((GuestOutcome.Done, 10, 0), (report.Outcome, report.FramesReceived, report.FramesDamaged));
    }

    private static byte[] ARequestOf(ushort stream, byte[] group)
    {
        var request = new WorkloadFrame(stream, 0, 1, 40);
        var bytes = new byte[request.FrameBytes];
        request.Write(bytes, group, [2, 0, 0, 0, 0, 8]);
        return bytes;
    }
}

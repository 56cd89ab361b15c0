using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000;
using Passthrough.Peers;

namespace Passthrough.Tests.Scripted;

/// <summary>Which of the frames that a peer announces reach a driver, by the filter that it set.</summary>
public class FilterTests
{
    private static readonly byte[] Stranger = [0x02, 0, 0, 0, 0x77, 0x77], OtherGroup = [0x01, 0, 0x5e, 0, 0, 0x43];

    [Fact]
    public void FramesForAllArriveAlways() => Assert.Equal(5, Heard(new Ne2000DriverOptions(), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));

    [Fact]
    public void FramesForAGroupArriveAtItsMembers()
    {
        Assert.Equal(5, Heard(new Ne2000DriverOptions { Groups = [Drivers.Group] }, Drivers.Group));
        Assert.Equal(0, Heard(new Ne2000DriverOptions { Groups = [Drivers.Group] }, OtherGroup));
        Assert.Equal(0, Heard(new Ne2000DriverOptions(), Drivers.Group));
    }

    [Fact]
    public void FramesForOthersArriveAtADriverThatListensToEverything()
    {
        Assert.Equal(0, Heard(new Ne2000DriverOptions(), Stranger));
        Assert.Equal(5, Heard(new Ne2000DriverOptions { IsPromiscuous = true }, Stranger));
        Assert.Equal(5, Heard(new Ne2000DriverOptions { IsPromiscuous = true }, OtherGroup));
    }

    private static long Heard(Ne2000DriverOptions options, byte[] destination)
    {
        var script = new WorkloadScript(1, new Ne2000Driver(options, 1), new Workload { Frames = 20, PaceNs = 10_000_000 });
        using var nic = new SimulatedNe2000();
        using var guest = new ScriptedGuest("guest", script);
        var announcement = new Announcement { Destination = destination, EveryNs = 3_000_000, FirstNs = 5_000_000, Bursts = 5 };
        var report = new Bench(nic, guest, new EchoPeer(new EchoPeerOptions { Announcements = [announcement] })).Run();
        Assert.Equal(20, report.FramesReceived);
        return script.FramesOfOthers;
    }
}

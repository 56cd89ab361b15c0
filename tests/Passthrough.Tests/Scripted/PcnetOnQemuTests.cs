using Passthrough.Devices.Qemu;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Pcnet;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Scripted;

/// <summary>Drivers of the PCnet alone on QEMU's, without a monitor: the guest has memory at the addresses that the device uses.</summary>
public class PcnetOnQemuTests
{
    private const ushort Number = 9;

    private static readonly Dictionary<string, PcnetDriverOptions> ByName = new()
    {
        ["usual"] = new(),
        ["polled"] = new() { IsPolled = true, PollNs = 1_000_000 },
        ["frames in two pieces"] = new() { SplitsFrames = true },
        ["small receive buffers"] = new() { ReceiveBufferBytes = 512, ReceiveLog = 5 },
        ["rings of one entry"] = new() { ReceiveLog = 1, TransmitLog = 0 },
        ["the longest rings"] = new() { ReceiveLog = 9, TransmitLog = 9, ReceiveBufferBytes = 1600 },
        ["in a group"] = new() { Groups = [Drivers.Group] },
        ["promiscuous"] = new() { IsPromiscuous = true },
        ["suspends"] = new() { SuspendsEvery = 1, Groups = [Drivers.Group] },
        ["restarts"] = new() { RestartsEvery = 4 },
        ["everything, polled"] = new() { IsPolled = true, PollNs = 1_000_000, SplitsFrames = true, SuspendsEvery = 3, RestartsEvery = 5, ReceiveBufferBytes = 600, ReceiveLog = 6 },
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    [QemuTheory]
    [MemberData(nameof(Names))]
    public void EveryFrameIsMovedOnce(string name)
    {
        var options = ByName[name] with { StationAddress = Frames.Station, MemoryAt = 0x200000, TransmitTimeoutNs = 5_000_000_000 };
        var losesFrames = options.RestartsEvery > 0 || options.SuspendsEvery > 0 || options.ReceiveLog < 2; // what comes while the chip rests, or finds no entry, is lost
        var frames = losesFrames ? 8 : 20;
        var workload = new Workload { Frames = (uint)frames, Window = losesFrames ? 1 : 4, TimeoutNs = 10_000_000_000 };
        using var nic = Started.Nic(new QemuNicOptions { Device = "pcnet", Guests = 1 });
        using var guest = PcnetGuest.Create("guest", Number, options, workload);
        guest.SetMemory(nic.MonitorMemory);
        // A reply comes when the chip has long gone on, also on a machine that is busy.
        var peer = new EchoPeer(new EchoPeerOptions { LatencyNs = losesFrames ? 400_000_000 : 20_000_000 });

        var report = new Bench(nic, guest, peer).Run();

        Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));
        Assert.Equal((frames, frames, 0, 0), (report.FramesSent, report.FramesReceived, report.FramesDamaged, report.FramesOutOfOrder));
        Assert.Equal(new StreamTally(frames, 0, 0, 0, 0), peer.TallyOf(Number));
        Assert.Equal(0, report.Recoveries);
    }

    [QemuFact]
    public void AGuestWithoutMemorySaysSo()
    {
        using var nic = Started.Nic(new QemuNicOptions { Device = "pcnet", Guests = 1 });
        using var guest = PcnetGuest.Create("guest", Number, new PcnetDriverOptions(), new Workload { Frames = 1 });

        var report = new Bench(nic, guest, new EchoPeer(new EchoPeerOptions())).Run();

        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Contains("which is not memory of this guest", report.Message, StringComparison.Ordinal);
    }
}

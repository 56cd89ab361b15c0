using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.E1000;
using Passthrough.Nics.Pcnet;
using Passthrough.Nics.Rtl8139;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Where foreign senders are forbidden, no frame leaves that is not from its guest's own address, however it is put together.</summary>
public class SpoofingTests
{
    private const long SecondNs = 1_000_000_000;
    private const int Frames = 5;

    private static readonly byte[] Own = [0x52, 0x54, 0, 0x12, 0x34, 0x60], Foreign = [0x52, 0x54, 0, 0x12, 0x34, 0x61];

    [QemuTheory]
    [InlineData("e1000", false)]
    [InlineData("e1000", true)]
    [InlineData("pcnet", false)]
    [InlineData("pcnet", true)]
    [InlineData("rtl8139", false)]
    [InlineData("rtl8139", true)]
    public void OnlyFramesFromTheGuestsOwnAddressLeave(string device, bool splitsFrames)
    {
        Assert.Equal((Convert.ToHexString(Own), 0, Frames), Send(device, Own, splitsFrames, SpoofingPolicy.Forbidden));
        var (sources, denied, received) = Send(device, Foreign, splitsFrames, SpoofingPolicy.Forbidden);
        Assert.Equal(("", 0), (sources, received));
        Assert.InRange(denied, 1, long.MaxValue);
        Assert.Equal(Convert.ToHexString(Foreign), Send(device, Foreign, splitsFrames, SpoofingPolicy.Allowed).Sources);
    }

    private static (string Sources, long Denied, long Received) Send(string device, byte[] from, bool splitsFrames, SpoofingPolicy spoofing)
    {
        using var nic = Started.Nic(new() { Device = device, Guests = 1, MemoryMib = 1 });
        var wire = new ListeningPeer();
        var options = new SharingOptions { DeadlineMs = 2_000, Spoofing = spoofing };
        var tables = device switch
        {
            "e1000" => Cards.Of("e1000.yaml", "qemu"),
            "pcnet" => Cards.Of("pcnet.yaml", "am79c970a"),
            _ => Cards.Of("rtl8139.yaml", splitsFrames ? "qemu" : "c_mode"),
        };
        var multiplexer = new Multiplexer(tables, nic, wire, new FairScheduler(), options);
        var tenant = multiplexer.Add(GuestOf(device, from, splitsFrames), stationAddress: Own);

        multiplexer.Run(20 * SecondNs);

        return (string.Join(", ", wire.Sources), tenant.Counts.Denied, tenant.Guest.Report.FramesReceived);
    }

    private static ScriptedGuest GuestOf(string device, byte[] from, bool splitsFrames)
    {
        var pings = new Workload { Frames = Frames, TimeoutNs = 3 * SecondNs };
        return device == "rtl8139"
            ? Rtl8139Guest.Create("sender", 1, new() { StationAddress = from, UsesDescriptors = splitsFrames, TransmitTimeoutNs = SecondNs, MostRecoveries = 1 }, pings)
            : device == "e1000"
            ? E1000Guest.Create("sender", 1, new() { StationAddress = from, SplitsFrames = splitsFrames, UsesContexts = splitsFrames, TransmitTimeoutNs = SecondNs, MostRecoveries = 1 }, pings)
            : PcnetGuest.Create("sender", 1, new() { StationAddress = from, SplitsFrames = splitsFrames, TransmitTimeoutNs = SecondNs, MostRecoveries = 1 }, pings);
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Dmm.Compilation;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.E1000;
using Passthrough.Nics.Rtl8139;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A device with a receive ring of the monitor's takes what its guests asked for together, and more only where it cannot be told that.</summary>
public class UnionFilterTests
{
    private const long SecondNs = 1_000_000_000;
    private const uint Rctl = 0x100, Ral = 0x5400, TakesAllStations = 0x08, TakesAllGroups = 0x10;
    private const int Places = 16, Frames = 5;

    private static readonly byte[][] Addresses = [[0x52, 0x54, 0, 0x12, 0x34, 0x60], [0x52, 0x54, 0, 0x12, 0x34, 0x61]];

    [QemuFact]
    public void AnE1000TakesTheAddressesOfItsGuestsAndNoOther()
    {
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var taken = new HashSet<string>();
        var modes = 0UL;
        var multiplexer = Share(nic, Cards.Of("e1000.yaml", "qemu"), PromiscuousPolicy.Own, isPromiscuous: true, () =>
        {
            taken.UnionWith(AddressesIn(nic));
            modes |= nic.Read(0, Rctl, 4);
        });

        Assert.Equal(FilterExtent.Asked, multiplexer.Filter);
        Assert.Equal(Addresses.Select(Convert.ToHexString), taken.Order());
        Assert.Equal(0UL, modes & (TakesAllStations | TakesAllGroups));
        Assert.Empty(AddressesIn(nic)); // the guests have ended
    }

    [QemuFact]
    public void AGuestThatMayHaveEverythingMakesItTakeEverything()
    {
        using var nic = Started.Nic(new() { Device = "e1000", Guests = 2, MemoryMib = 1 });
        var modes = 0UL;
        var multiplexer = Share(nic, Cards.Of("e1000.yaml", "qemu"), PromiscuousPolicy.All, isPromiscuous: true, () => modes |= nic.Read(0, Rctl, 4));

        Assert.Equal(FilterExtent.Everything, multiplexer.Filter);
        Assert.Equal(TakesAllStations, modes & TakesAllStations);
    }

    /// <summary>It has one address, and a table of groups: a promiscuous guest asks for all of these.</summary>
    [QemuTheory]
    [InlineData(true, 0xffffffff)]
    [InlineData(false, 0)]
    public void AnRtl8139ChoosesGroupsByItsTable(bool isPromiscuous, ulong table)
    {
        using var nic = Started.Nic(new() { Device = "rtl8139", Guests = 2, MemoryMib = 1 });
        var tables = 0UL;
        var multiplexer = Share(nic, Cards.Of("rtl8139.yaml", "c_mode"), PromiscuousPolicy.Own, isPromiscuous, () => tables |= nic.Read(0, 8, 4) | nic.Read(0, 12, 4));

        Assert.Equal(FilterExtent.Groups, multiplexer.Filter);
        Assert.Equal(table, tables);
    }

    private static Multiplexer Share(QemuNic nic, MonitorTables tables, PromiscuousPolicy promiscuous, bool isPromiscuous, Action look)
    {
        var multiplexer = new Multiplexer(tables, nic, new WatchingPeer(look), new FairScheduler(leastMs: 1, mostMs: 5), new SharingOptions { DeadlineMs = 2_000, Promiscuous = promiscuous });
        var pings = new Workload { Frames = Frames, TimeoutNs = 20 * SecondNs };
        for (ushort number = 1; number <= Addresses.Length; number++)
            multiplexer.Add(tables.Model.Name == "e1000"
                ? E1000Guest.Create($"guest {number}", number, new() { StationAddress = Addresses[number - 1], IsPromiscuous = isPromiscuous && number == 1, TransmitTimeoutNs = 60 * SecondNs }, pings)
                : Rtl8139Guest.Create($"guest {number}", number, new() { StationAddress = Addresses[number - 1], IsPromiscuous = isPromiscuous && number == 1, TransmitTimeoutNs = 60 * SecondNs }, pings));

        multiplexer.Run(60 * SecondNs);

        Assert.All(multiplexer.Tenants, tenant => Assert.Equal(0, tenant.Guest.Report.FramesLost));
        return multiplexer;
    }

    /// <summary>The exact addresses that the device takes.</summary>
    private static List<string> AddressesIn(QemuNic nic)
    {
        var found = new List<string>();
        Span<byte> address = stackalloc byte[sizeof(ulong)];
        for (uint place = 0; place < Places; place++)
        {
            var (low, high) = (nic.Read(0, Ral + 8 * place, 4), nic.Read(0, Ral + 8 * place + 4, 4));
            BinaryPrimitives.WriteUInt64LittleEndian(address, low | high << 32);
            if ((high & 1UL << 31) != 0)
                found.Add(Convert.ToHexString(address[..6]));
        }
        return found;
    }

    /// <summary>Answers, and looks at the device whenever a guest has sent.</summary>
    private sealed class WatchingPeer(Action look) : IPeer
    {
        private readonly EchoPeer peer = new();

        public long NextNs => peer.NextNs;

        public void Receive(ReadOnlySpan<byte> frame, long nowNs)
        {
            look();
            peer.Receive(frame, nowNs);
        }

        public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => peer.TrySend(nowNs, out frame);
    }
}

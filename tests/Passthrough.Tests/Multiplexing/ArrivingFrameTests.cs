using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Workloads;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics.Pcnet;
using Passthrough.Nics.Rtl8139;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A frame that is on its way to one guest is not lost because another stops its NIC, or starts it again, just then.</summary>
public class ArrivingFrameTests
{
    private const long SecondNs = 1_000_000_000;

    [QemuTheory]
    [InlineData("pcnet", "pcnet.yaml", "am79c970a")]
    [InlineData("rtl8139", "rtl8139.yaml", "c_mode")]
    [InlineData("rtl8139", "rtl8139.yaml", "qemu")]
    public void AnOwnerThatStartsItsNicAgainTakesNoFrameFromOthers(string device, string model, string variant)
    {
        const int frames = 60, restarts = 30;
        using var nic = new LateNic(Started.Nic(new() { Device = device, Guests = 2, MemoryMib = 1 }));
        var multiplexer = new Multiplexer(Cards.Of(model, variant), nic, new EchoPeer(), new FairScheduler(leastMs: 1, mostMs: 3), new SharingOptions { DeadlineMs = 2_000 });
        foreach (ushort number in new[] { 1, 2 })
        {
            var work = new Workload { Frames = (uint)(number == 1 ? frames : restarts), Window = number == 1 ? 8 : 1, TimeoutNs = 5 * SecondNs };
            var restartsEvery = number == 1 ? 0 : 1;
            multiplexer.Add(device == "pcnet"
                ? PcnetGuest.Create($"guest {number}", number, new() { RestartsEvery = restartsEvery, TransmitTimeoutNs = 60 * SecondNs }, work)
                : Rtl8139Guest.Create($"guest {number}", number, new() { UsesDescriptors = variant == "qemu", RestartsEvery = restartsEvery, TransmitTimeoutNs = 60 * SecondNs }, work));
        }

        multiplexer.Run(60 * SecondNs);

        Assert.Equal([(frames, 0), (restarts, 0)], multiplexer.Tenants.Select(tenant => ((int)tenant.Guest.Report.FramesReceived, (int)tenant.Guest.Report.FramesLost)));
        Assert.Equal(0, multiplexer.Incidents.Count);
    }

    /// <summary>A NIC of QEMU's at the end of a long cable: a frame is on its way for 2 ms.</summary>
    private sealed class LateNic(QemuNic nic) : IPhysicalNic, IDmaNic
    {
        private const long LateNs = 2_000_000;

        private readonly Queue<(byte[] Frame, long AtNs)> cable = new();

        public event Action<bool>? InterruptLineChanged
        {
            add => nic.InterruptLineChanged += value;
            remove => nic.InterruptLineChanged -= value;
        }

        public IGuestMemory MonitorMemory => nic.MonitorMemory;

        public ulong MonitorStart => nic.MonitorStart;

        public IReadOnlyList<IGuestMemory> GuestMemories => nic.GuestMemories;

        public bool InterruptLine => nic.InterruptLine;

        public long ElapsedNs => nic.ElapsedNs;

        public string? Failure => nic.Failure;

        public int FramesArriving
        {
            get
            {
                while (cable.TryPeek(out var first) && first.AtNs <= ElapsedNs)
                    nic.Deliver(cable.Dequeue().Frame);
                return cable.Count + nic.FramesArriving;
            }
        }

        public bool HasTakenAll => FramesArriving == 0 && nic.HasTakenAll;

        public ulong Read(int region, uint offset, int size) => nic.Read(region, offset, size);

        public void Write(int region, uint offset, int size, ulong value) => nic.Write(region, offset, size, value);

        public void Reset() => nic.Reset();

        public void Advance(long durationNs) => nic.Advance(durationNs);

        public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(FramesArriving > 0 ? Math.Min(atMostNs, LateNs) : atMostNs);

        public bool Deliver(ReadOnlySpan<byte> frame)
        {
            cable.Enqueue((frame.ToArray(), ElapsedNs + LateNs));
            return true;
        }

        public bool TryRecall([NotNullWhen(true)] out byte[]? frame)
        {
            frame = null;
            return false;
        }

        public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => nic.TryTakeSent(out frame);

        public void Dispose() => nic.Dispose();
    }
}

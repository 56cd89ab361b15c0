using Passthrough.Devices.Qemu;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Rtl8139;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;
using Passthrough.Tests.Scripted;

namespace Passthrough.Tests.Rtl8139;

/// <summary>The driver alone with QEMU's rtl8139, which nobody here wrote.</summary>
public class DriverTests
{
    private const ushort Number = 9;

    private static readonly HashSet<uint> SlotAddresses = [0x20, 0x24, 0x28, 0x2c, 0x30], RingAddresses = [0x20, 0x28, 0xe4];

    [QemuFact]
    public void TheUsualDriverMovesEveryFrameOnce() => Finish(new Rtl8139DriverOptions(), window: 4);

    [QemuFact]
    public void APolledDriverMovesEveryFrameOnce() => Finish(new Rtl8139DriverOptions { IsPolled = true, PollNs = 1_000_000, UsesMemory = true }, window: 2);

    [QemuFact]
    public void ARingThatWrapsWithinAFrameGivesEveryFrameWhole() => Finish(new Rtl8139DriverOptions { RingKib = 8, Overruns = false }, window: 3, frames: 40);

    [QemuFact]
    public void AFrameThatOverrunsTheRingIsWhole() => Finish(new Rtl8139DriverOptions { RingKib = 8 }, window: 3, frames: 40);

    [QemuFact]
    public void TheLargestRingWrapsWithinAFrame() => Finish(new Rtl8139DriverOptions { RingKib = 64 }, window: 4, frames: 90);

    [QemuFact]
    public void DescriptorsMoveEveryFrameOnce() => Finish(new Rtl8139DriverOptions { UsesDescriptors = true, UsesMemory = true, Entries = 4 }, window: 4, frames: 30);

    [QemuFact]
    public void DescriptorsWithoutInterruptsMoveEveryFrameOnce() =>
        Finish(new Rtl8139DriverOptions { UsesDescriptors = true, IsPolled = true, PollNs = 1_000_000, Entries = 64 }, window: 2);

    [Theory]
    [InlineData(12, 16, 1, "a receive ring has 8, 16, 32 or 64 KiB, not 12")]
    [InlineData(8, 1, 1, "a ring of descriptors has 2 to 64 entries, not 1")]
    [InlineData(8, 65, 1, "a ring of descriptors has 2 to 64 entries, not 65")]
    [InlineData(8, 2, 0, "there must be more than 0 ns from one look to the next")]
    public void OptionsThatMakeNoSenseSaySo(int ringKib, int entries, long pollNs, string problem)
    {
        var options = new Rtl8139DriverOptions { RingKib = ringKib, Entries = entries, PollNs = pollNs };

        Assert.Equal(problem, options.Problem);
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new Rtl8139Driver(options, Number)).Message, StringComparison.Ordinal);
    }

    [QemuFact]
    public void AnotherCardIsNotTakenForOne()
    {
        using var nic = Started.Nic(new QemuNicOptions { Device = "e1000", Guests = 1, MemoryMib = 1 });
        using var guest = Rtl8139Guest.Create("guest", Number, new Rtl8139DriverOptions { UsesMemory = true }, new Workload { Frames = 1 });
        guest.SetMemory(nic.GuestMemories[0]);

        var report = new Bench(nic, guest, new EchoPeer(new EchoPeerOptions())).Run();

        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Contains("is none of an RTL8139", report.Message, StringComparison.Ordinal);
    }

    private static void Finish(Rtl8139DriverOptions options, int window, uint frames = 20)
    {
        options = options with { TransmitTimeoutNs = 10_000_000_000 };
        using var nic = Started.Nic(new QemuNicOptions { Device = "rtl8139", Guests = 1, MemoryMib = 1 });
        var memory = nic.GuestMemories[0];
        using var guest = Rtl8139Guest.Create("guest", Number, options, new Workload { Frames = frames, Window = window, TimeoutNs = 10_000_000_000 });
        guest.SetMemory(options.UsesDescriptors ? new TranslatedMemory(memory) : memory);
        var peer = new EchoPeer(new EchoPeerOptions());

        var report = new Bench(new TranslatedNic(nic, memory.AtDevice(0), options.UsesDescriptors ? RingAddresses : SlotAddresses), guest, peer).Run();

        Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));
        Assert.Equal((frames, frames, 0L, 0L, 0L, 0L), (report.FramesSent, report.FramesReceived, report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder, report.Recoveries));
        Assert.Equal(new StreamTally(frames, 0, 0, 0, 0), peer.TallyOf(Number));
    }
}

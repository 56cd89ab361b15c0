using Dmm.Memory;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>Two guests with the same addresses, and a NIC that reaches the memory of both.</summary>
public sealed class DmaTests : IDisposable
{
    public const int FrameBytes = 300;

    private const int GuestBytes = 1 << 20;

    private QemuNic? nic;

    public void Dispose() => nic?.Dispose();

    [QemuTheory]
    [InlineData("rtl8139", 0)]
    [InlineData("rtl8139", 1)]
    [InlineData("e1000", 0)]
    [InlineData("e1000", 1)]
    public void AFrameIsSentOutOfTheMemoryOfTheGuestThatWroteIt(string device, int guest)
    {
        var (memory, other) = Start(device, guest);
        var (frame, others) = (Frames.To(Frames.Broadcast, FrameBytes, 1), Frames.To(Frames.Broadcast, FrameBytes, 2));
        Assert.True(memory.TryWrite(DmaCard.SendBuffer, frame));
        Assert.True(other.TryWrite(DmaCard.SendBuffer, others));
        var before = BytesOf(other);

        DmaCard.Of(device, nic!, guest).Send(FrameBytes);

        Assert.True(nic!.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
        Assert.True(before.AsSpan().SequenceEqual(BytesOf(other)), "the memory of the other guest was written to");
    }

    [QemuTheory]
    [InlineData("rtl8139", 0)]
    [InlineData("rtl8139", 1)]
    [InlineData("e1000", 0)]
    [InlineData("e1000", 1)]
    public void AFrameThatComesLandsInTheMemoryOfTheGuestThatListens(string device, int guest)
    {
        var (memory, other) = Start(device, guest);
        var frame = Frames.To(Frames.Station, FrameBytes);
        var before = (Other: BytesOf(other), Monitor: BytesOf(nic!.MonitorMemory, from: GuestBytes));
        var card = DmaCard.Of(device, nic, guest);
        card.Listen();

        Assert.True(nic.Deliver(frame));

        var received = new byte[FrameBytes];
        Assert.True(memory.TryRead(card.Await(), received));
        Assert.Equal(frame, received);
        Assert.True(before.Other.AsSpan().SequenceEqual(BytesOf(other)), "the memory of the other guest was written to");
        Assert.True(before.Monitor.AsSpan().SequenceEqual(BytesOf(nic.MonitorMemory, from: GuestBytes)), "the monitor's memory was written to");
    }

    [QemuTheory]
    [InlineData("rtl8139")]
    [InlineData("e1000")]
    public void AResetLeavesMemoryAsItIsAndTheDeviceStillReachesIt(string device)
    {
        var (memory, other) = Start(device, 1);
        var frame = Frames.To(Frames.Broadcast, FrameBytes);
        Assert.True(memory.TryWrite(DmaCard.SendBuffer, frame));
        var before = (BytesOf(memory), BytesOf(other), BytesOf(nic!.MonitorMemory, from: GuestBytes));

        nic.Reset();

        Assert.Null(nic.Failure);
        Assert.True(before.Item1.AsSpan().SequenceEqual(BytesOf(memory)));
        Assert.True(before.Item2.AsSpan().SequenceEqual(BytesOf(other)));
        Assert.True(before.Item3.AsSpan().SequenceEqual(BytesOf(nic.MonitorMemory, from: GuestBytes)));
        DmaCard.Of(device, nic, 1).Send(FrameBytes);
        Assert.True(nic.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
    }

    /// <summary>QEMU has read a frame from its socket some time before it has written it to memory.</summary>
    [QemuFact]
    public void WhenANicHasTakenAllItsFramesAreInMemory()
    {
        const int times = 3_000, longest = 1_500;
        var (memory, _) = Start("rtl8139", 0);
        var card = new Rtl8139Card(nic!, memory);
        card.Listen();
        var frame = Frames.To(Frames.Station, longest);
        var late = 0;

        for (var i = 0; i < times; i++)
        {
            Assert.True(memory.TryWrite(DmaCard.ReceiveBuffer, new byte[longest]));
            card.BeginAgain();
            Assert.True(nic!.Deliver(frame));
            while (!nic.HasTakenAll) { }
            late += card.Has(frame) ? 0 : 1;
        }

        Assert.Equal(0, late);
    }

    [QemuFact]
    public void TheMonitorHasMemoryOfItsOwnThatTheDeviceReaches()
    {
        nic = Started.Nic(Options("rtl8139"));
        var frame = Frames.To(Frames.Broadcast, FrameBytes);
        var at = 0x10_0000u;
        Assert.False(nic.MonitorMemory.Owns(at - 1, 1));
        Assert.True(nic.MonitorMemory.TryWrite(at, frame));
        Assert.Equal(at, nic.MonitorMemory.AtDevice(at));

        nic.Write(0, 0x37, 1, 0x04);
        nic.Write(0, 0x20, 4, at);
        nic.Write(0, 0x10, 4, FrameBytes);

        Assert.True(nic.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
    }

    [QemuFact]
    public void ANicThatWasStartedWithoutMemoryHasNone()
    {
        nic = Started.Nic();

        Assert.Empty(nic.GuestMemories);
        Assert.Same(NoMemory.Instance, IDmaNic.MemoryOf(nic, 0));
        Assert.False(nic.MonitorMemory.Owns(0x10_0000, 1));
    }

    [QemuFact]
    public void SixteenGuestsHaveTheMostMemoryThereIs()
    {
        nic = Started.Nic(Options("rtl8139") with { Guests = 16, MemoryMib = 128 });
        var frame = Frames.To(Frames.Broadcast, FrameBytes);
        Assert.True(nic.GuestMemories[15].TryWrite(DmaCard.SendBuffer, frame));

        DmaCard.Of("rtl8139", nic, 15).Send(FrameBytes);

        Assert.True(nic.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
    }

    [QemuFact]
    public void MemoryEndsWithTheNic()
    {
        var (memory, _) = Start("e1000", 0);
        var mark = Mark();
        Assert.Equal(3, FilesWith(mark)); // the monitor's and two guests'

        nic!.Dispose();

        Assert.False(memory.Owns(0, 1));
        Assert.False(memory.TryWrite(0, [1]));
        Assert.Equal(0, FilesWith(mark));
    }

    /// <summary>Marks the memories of this NIC, for those of other tests begin and end meanwhile.</summary>
    private byte[] Mark()
    {
        var mark = Guid.NewGuid().ToByteArray();
        Assert.All(nic!.GuestMemories, memory => Assert.True(memory.TryWrite(0, mark)));
        Assert.True(nic.MonitorMemory.TryWrite(nic.MonitorStart, mark));
        return mark;
    }

    private static int FilesWith(byte[] mark) => Directory.GetFiles("/proc/self/fd").Count(each => Holds(each, mark));

    private static bool Holds(string file, byte[] mark)
    {
        try
        {
            if (File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.StartsWith("memfd:vpio", StringComparison.Ordinal) != true)
                return false;
            using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var start = new byte[GuestBytes + mark.Length]; // the monitor's begins after the first MiB
            return bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) is var count && start.AsSpan(0, count).IndexOf(mark) >= 0;
        }
        catch (FileNotFoundException)
        {
            return false; // it was closed since it was listed
        }
    }

    private static QemuNicOptions Options(string device) => new() { Device = device, Guests = 2, MemoryMib = GuestBytes >> 20 };

    private static byte[] BytesOf(IGuestMemory memory, uint from = 0)
    {
        var bytes = new byte[GuestBytes];
        Assert.True(memory.TryRead(from, bytes));
        return bytes;
    }

    /// <summary>Starts a NIC whose memories hold no two bytes alike at the same place.</summary>
    private (IGuestMemory Memory, IGuestMemory Other) Start(string device, int guest)
    {
        nic = Started.Nic(Options(device));
        var pattern = new byte[GuestBytes];
        foreach (var (memory, number) in nic.GuestMemories.Zip([1, 2]))
        {
            for (var i = 0; i < pattern.Length; i++)
                pattern[i] = (byte)(i * 7 + (i >> 8) + number * 77);
            Assert.True(memory.TryWrite(0, pattern));
        }
        return (nic.GuestMemories[guest], nic.GuestMemories[1 - guest]);
    }
}

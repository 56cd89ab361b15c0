using Dmm.Memory;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Scripted;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>The 82540EM: addresses stand in descriptors in memory (Intel, PCI/PCI-X Family of Gigabit Ethernet Controllers, 3.2.3 and 3.3.3).</summary>
internal sealed class E1000Card(QemuNic nic, IGuestMemory memory) : DmaCard(nic, memory)
{
    private const uint Causes = 0xc0, Mask = 0xd0, ReceiveControl = 0x100, SendControl = 0x400, ReceiveRing = 0x2800, SendRing = 0x3800;
    private const uint Length = 0x8, Head = 0x10, Tail = 0x18, Entries = 8, EntryBytes = 16;
    private const uint SendDone = 1, ReceiveDone = 0x80, Enabled = 2, Done = 1;
    private const ulong Ring = 0x1000;

    private readonly DriverMemory words = new(memory);

    public override void Send(int byteCount)
    {
        const uint wholeFrame = 1, addCheck = 2, report = 8;
        words.Write64(Ring, AtDevice(SendBuffer));
        words.Write64(Ring + 8, (uint)byteCount | (wholeFrame | addCheck | report) << 24);
        Give(SendRing);
        Out(SendControl, Enabled);
        Out(Mask, SendDone);
        Out(SendRing + Tail, 1);
        AwaitInterrupt();
        Assert.Equal(Done, words.Read32(Ring + 12) & Done);
        In(Causes);
        Assert.False(Nic.InterruptLine);
    }

    public override void Listen()
    {
        for (var i = 0u; i < Entries; i++)
        {
            words.Write64(Ring + i * EntryBytes, AtDevice(ReceiveBuffer + i * BufferBytes));
            words.Write64(Ring + i * EntryBytes + 8, 0);
        }
        Give(ReceiveRing);
        Out(ReceiveRing + Tail, Entries - 1);
        Out(ReceiveControl, Enabled | 0x0400_8008); // all addresses, no check sequence
        Out(Mask, ReceiveDone);
    }

    public override ulong Await()
    {
        AwaitInterrupt();
        Assert.Equal(DmaTests.FrameBytes, words.Read16(Ring + 8));
        Assert.Equal(Done, words.Read32(Ring + 12) & Done);
        return ReceiveBuffer;
    }

    private void Give(uint ring)
    {
        Out(ring, AtDevice(Ring));
        Out(ring + 4, 0);
        Out(ring + Length, Entries * EntryBytes);
        Out(ring + Head, 0);
        Out(ring + Tail, 0);
    }
}

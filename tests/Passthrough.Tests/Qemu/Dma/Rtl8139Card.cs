using Dmm.Memory;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>The RTL8139 in its C mode: addresses stand in registers (Linux, 8139too.c).</summary>
internal sealed class Rtl8139Card(QemuNic nic, IGuestMemory memory) : DmaCard(nic, memory)
{
    private const uint Status0 = 0x10, Address0 = 0x20, RingStart = 0x30, Command = 0x37, Mask = 0x3c, Causes = 0x3e, ReceiveSetup = 0x44;
    private const uint ReceiveOk = 1, SendOk = 4, HeaderBytes = 4, CheckBytes = 4;

    public override void Send(int byteCount)
    {
        Out(Command, 0x04, 1);
        Out(Mask, SendOk, 2);
        Out(Address0, AtDevice(SendBuffer));
        Out(Status0, (uint)byteCount);
        AwaitInterrupt();
        Assert.Equal(SendOk, In(Causes, 2));
        Out(Causes, SendOk, 2);
        Assert.False(Nic.InterruptLine);
    }

    public override void Listen()
    {
        Out(Command, 0x08, 1);
        Out(RingStart, AtDevice(ReceiveBuffer));
        BeginAgain();
        Out(Mask, ReceiveOk, 2);
    }

    /// <summary>The next frame comes to the start of the ring.</summary>
    public void BeginAgain() => Out(ReceiveSetup, 0x0f); // all addresses, a ring of 8 KiB

    /// <summary>Whether a frame is at the start of the ring, and the chip has said so.</summary>
    public bool Has(ReadOnlySpan<byte> frame)
    {
        var entry = new byte[(int)HeaderBytes + frame.Length];
        return Memory.TryRead(ReceiveBuffer, entry) && (entry[0] & ReceiveOk) != 0 && frame.SequenceEqual(entry.AsSpan((int)HeaderBytes));
    }

    public override ulong Await()
    {
        AwaitInterrupt();
        Span<byte> header = stackalloc byte[(int)HeaderBytes];
        Assert.True(Memory.TryRead(ReceiveBuffer, header));
        Assert.Equal(ReceiveOk, header[0] & ReceiveOk);
        Assert.Equal(DmaTests.FrameBytes + CheckBytes, (uint)(header[2] | header[3] << 8));
        return ReceiveBuffer + HeaderBytes;
    }
}

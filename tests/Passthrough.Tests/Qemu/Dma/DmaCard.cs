using Dmm.Memory;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu.Dma;

/// <summary>A NIC that does DMA, driven by hand for one frame each way. The driver knows where the device sees its guest's memory.</summary>
internal abstract class DmaCard(QemuNic nic, IGuestMemory memory)
{
    public const ulong SendBuffer = 0x2000, ReceiveBuffer = 0x4000;

    protected const uint BufferBytes = 2048;

    protected QemuNic Nic => nic;

    protected IGuestMemory Memory => memory;

    /// <summary>A card by QEMU's name of it, for the guest with a number.</summary>
    public static DmaCard Of(string device, QemuNic nic, int guest)
    {
        var memory = IDmaNic.MemoryOf(nic, guest);
        return device == "rtl8139" ? new Rtl8139Card(nic, memory) : new E1000Card(nic, memory);
    }

    /// <summary>Has the device send a frame that lies at <see cref="SendBuffer"/>.</summary>
    public abstract void Send(int byteCount);

    /// <summary>Has the device receive whatever comes.</summary>
    public abstract void Listen();

    /// <summary>Where the frame that came stands in the guest's memory.</summary>
    public abstract ulong Await();

    protected void Out(uint register, uint value, int size = 4) => nic.Write(0, register, size, value);

    protected uint In(uint register, int size = 4) => (uint)nic.Read(0, register, size);

    protected uint AtDevice(ulong at) => (uint)memory.AtDevice(at);

    protected void AwaitInterrupt() => Assert.True(nic.WaitForInterrupt(Driver.LongestWaitNs), $"no interrupt came; {nic.Failure}");
}

using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The card as the parts of its driver see it: registers in the region that the driver uses, memory, and waiting.</summary>
internal sealed class Rtl8139Card(Rtl8139DriverOptions options) : DriverDevice
{
    private readonly int region = options.UsesMemory ? 1 : 0;

    /// <summary>What IMR holds while the driver is at work.</summary>
    public ushort Mask { get; } = options.IsPolled ? (ushort)0 : (ushort)(Rtl8139Registers.ReceiveCauses | Rtl8139Registers.TransmitCauses);

    public PendingRead In8(uint register) => Io.Read(register, 1, region);

    public PendingRead In16(uint register) => Io.Read(register, 2, region);

    public PendingRead In32(uint register) => Io.Read(register, 4, region);

    public PendingStep Out8(uint register, byte value) => Io.Write(register, 1, value, region);

    public PendingStep Out16(uint register, ushort value) => Io.Write(register, 2, value, region);

    public PendingStep Out32(uint register, uint value) => Io.Write(register, 4, value, region);

    /// <summary>Writes a register that holds an address of 64 bits: by halves, as all of its places are (QEMU takes nothing else).</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask OutAddress(uint register, ulong at)
    {
        await Out32(register, (uint)at);
        await Out32(register + 4, (uint)(at >> 32));
    }
}

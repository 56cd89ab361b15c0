using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Pcnet.PcnetRegisters;

namespace Passthrough.Nics.Pcnet;

/// <summary>The chip as the parts of its driver see it: registers behind RAP, and the guest's memory that the chip shares.</summary>
internal sealed class PcnetChip(PcnetDriverOptions options) : DriverDevice
{
    private readonly byte[] entry = new byte[PcnetDescriptor.ByteCount];

    /// <summary>What CSR0 holds of IENA while the driver is at work.</summary>
    public ushort UsualEnable { get; } = options.IsPolled ? (ushort)0 : EnableInterrupt;

    /// <summary>Takes a guest's access and memory.</summary>
    /// <exception cref="GuestGaveUpException">The guest has no memory where the driver wants its rings.</exception>
    public void Use(GuestIo guestIo, PcnetLayout layout)
    {
        Use(guestIo);
        if (!guestIo.Memory.Owns(layout.Block, layout.End - layout.Block))
            throw new GuestGaveUpException($"its rings and buffers are to lie from 0x{layout.Block:x} to 0x{layout.End:x}, which is not memory of this guest; give it more, or the driver another place");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ushort> ReadAsync(ushort number, uint data = Rdp)
    {
        await Io.Write(Rap, 2, number);
        return (ushort)await Io.Read(data, 2);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ushort number, ushort value, uint data = Rdp)
    {
        await Io.Write(Rap, 2, number);
        await Io.Write(data, 2, value);
    }

    public PcnetDescriptor Entry(uint ring, int number)
    {
        Memory.Read(AddressOf(ring, number), entry);
        return PcnetDescriptor.Read(entry);
    }

    /// <summary>Gives an entry to the chip: OWN last, for the chip may look at any time.</summary>
    public void Give(uint ring, int number, PcnetDescriptor descriptor)
    {
        (descriptor with { Status = (ushort)(descriptor.Status & ~Own) }).Write(entry);
        Memory.Write(AddressOf(ring, number), entry);
        descriptor.Write(entry);
        Memory.Write(AddressOf(ring, number) + PcnetDescriptor.StatusAt, entry.AsSpan(PcnetDescriptor.StatusAt, sizeof(ushort)));
    }

    /// <summary>Takes an entry from the chip, which must be stopped or never have had it.</summary>
    public void Clear(uint ring, int number)
    {
        entry.AsSpan().Clear();
        Memory.Write(AddressOf(ring, number), entry);
    }

    private static uint AddressOf(uint ring, int number) => ring + (uint)(number * PcnetDescriptor.ByteCount);
}

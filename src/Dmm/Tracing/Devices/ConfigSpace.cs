using Dmm.Devices;

namespace Dmm.Tracing.Devices;

/// <summary>What the guest's accesses of a device's configuration space tell about it.</summary>
/// <remarks>
/// Offsets are those of the PCI Local Bus Specification 3.0, 6.1. QEMU's log prints no access size, so a 16-bit read of a
/// vendor and a 32-bit read of vendor and device are distinguished by the value: no device has number 0.
/// </remarks>
internal sealed class ConfigSpace
{
    private const int VendorOffset = 0x00;
    private const int SubsystemOffset = 0x2c;
    private const int InterruptLineOffset = 0x3c;
    private const int Kept = 0x40;
    private const ushort Nothing = 0xffff;

    private readonly byte[] bytes = new byte[Kept];
    private ulong known;

    public PciIdentity? Id => Pair(VendorOffset);

    public PciIdentity? Subsystem => Pair(SubsystemOffset);

    /// <summary>The interrupt line register, in which a PC's firmware keeps the number at the interrupt controller; null when unset.</summary>
    public int? InterruptLine { get; private set; }

    /// <summary>Takes in a read of which the size is not known.</summary>
    public void Read(uint offset, uint value) =>
        Read(offset, value > ushort.MaxValue ? 4u : offset == InterruptLineOffset ? 1u : 2u, value);

    /// <summary>Takes in a read of so many bytes. Where no device is, all bits are ones.</summary>
    public void Read(uint offset, uint size, uint value)
    {
        if (offset % 2 == 0 && size > 1 && (ushort)value is 0 or Nothing)
            size = 0;
        for (var i = 0; i < size && offset + i < Kept; i++)
        {
            bytes[offset + i] = (byte)(value >> (8 * i));
            known |= 1UL << (int)(offset + i);
        }

        Write(offset, Math.Max(size, 1), value);
    }

    /// <summary>Takes in a write of so many bytes.</summary>
    public void Write(uint offset, uint size, uint value)
    {
        // 0 and 255 are what firmware writes when there is no line.
        if (offset <= InterruptLineOffset && offset + size > InterruptLineOffset
            && (byte)(value >> (int)(8 * (InterruptLineOffset - offset))) is var line and not (0 or 0xff))
            InterruptLine = line;
    }

    private PciIdentity? Pair(int at)
    {
        var vendor = (ushort)(bytes[at] | bytes[at + 1] << 8);
        var device = (ushort)(bytes[at + 2] | bytes[at + 3] << 8);
        return (known >> at & 0xf) == 0xf && vendor is not (0 or Nothing) && device is not (0 or Nothing) ? new PciIdentity(vendor, device) : null;
    }
}

using Dmm.Devices;

namespace Dmm.Tracing.Devices;

/// <summary>What the guest's accesses of a device's configuration space tell about it.</summary>
/// <remarks>
/// Offsets are those of the PCI Local Bus Specification 3.0, 6.1. QEMU prints no access size, so a 16-bit read of a
/// vendor and a 32-bit read of vendor and device are told apart by the value: no device has number 0.
/// </remarks>
internal sealed class ConfigSpace
{
    private const uint VendorOffset = 0x00;
    private const uint SubsystemOffset = 0x2c;
    private const uint InterruptLineOffset = 0x3c;
    private const ushort Nothing = 0xffff;

    private ushort? vendor;
    private ushort? device;
    private ushort? subsystemVendor;
    private ushort? subsystemDevice;

    public PciIdentity? Id => vendor is { } v && device is { } d ? new PciIdentity(v, d) : null;

    public PciIdentity? Subsystem => subsystemVendor is { } v && subsystemDevice is { } d ? new PciIdentity(v, d) : null;

    /// <summary>The interrupt line register, in which a PC's firmware keeps the number at the interrupt controller; null when unset.</summary>
    public int? InterruptLine { get; private set; }

    public void Read(uint offset, uint value)
    {
        Pair(VendorOffset, offset, value, ref vendor, ref device);
        Pair(SubsystemOffset, offset, value, ref subsystemVendor, ref subsystemDevice);
        Write(offset, value);
    }

    public void Write(uint offset, uint value)
    {
        // 0 and 255 are what firmware writes when there is no line.
        if (offset == InterruptLineOffset && (byte)value is not (0 or 0xff))
            InterruptLine = (byte)value;
    }

    private static void Pair(uint pairOffset, uint offset, uint value, ref ushort? low, ref ushort? high)
    {
        if (offset == pairOffset && (ushort)value is not (0 or Nothing))
        {
            low = (ushort)value;
            if (value > ushort.MaxValue)
                high = (ushort)(value >> 16);
        }
        else if (offset == pairOffset + 2 && value is not 0 and < Nothing)
        {
            high = (ushort)value;
        }
    }
}

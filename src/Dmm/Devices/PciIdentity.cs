namespace Dmm.Devices;

/// <summary>Two halves that name a PCI device, or a subsystem.</summary>
/// <param name="Vendor">The vendor's number.</param>
/// <param name="Device">The device's number.</param>
public sealed record PciIdentity(ushort Vendor, ushort Device)
{
    /// <summary>As lspci writes it: <c>10ec:8029</c>.</summary>
    public override string ToString() => $"{Vendor:x4}:{Device:x4}";
}

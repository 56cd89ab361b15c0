namespace Passthrough.Scenarios;

/// <summary>What unmodified guests find that a model does not say.</summary>
/// <param name="Revision">The revision in PCI configuration space.</param>
/// <param name="Wire">What is at the other end of the device's wire.</param>
public sealed record ServePlan(byte Revision = 0, WireKind Wire = WireKind.Lan);

/// <summary>What is at the other end of a device's wire.</summary>
public enum WireKind
{
    /// <summary>A router in this program, which answers ARP, pings and DHCP and routes nothing.</summary>
    Lan,

    /// <summary>The user network of QEMU.</summary>
    User,
}

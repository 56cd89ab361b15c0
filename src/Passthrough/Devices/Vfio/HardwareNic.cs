namespace Passthrough.Devices.Vfio;

/// <summary>A network card of this machine, as Linux describes it.</summary>
public sealed record HardwareNic
{
    /// <summary>Its PCI address, with the domain: 0000:03:00.0.</summary>
    public required string Address { get; init; }

    /// <summary>Who made it, and its number there.</summary>
    public required (ushort Vendor, ushort Device) Id { get; init; }

    /// <summary>Vendor and number of the whole card.</summary>
    public (ushort Vendor, ushort Device) Subsystem { get; init; }

    /// <summary>Its IOMMU group; null if no IOMMU stands before it.</summary>
    public int? Group { get; init; }

    /// <summary>The driver that has it; null for none.</summary>
    public string? Driver { get; init; }

    /// <summary>The network interfaces that its driver has made.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Other functions of its group that keep the group from being given away, with their drivers.</summary>
    public IReadOnlyList<string> Companions { get; init; } = [];

    /// <summary>Whether the kernel can reset it alone.</summary>
    public bool CanReset { get; init; }

    /// <summary>Whether the IOMMU remaps interrupts, as far as the machine tells; null if it does not tell.</summary>
    public bool? RemapsInterrupts { get; init; }

    /// <summary>The node through which the group is opened.</summary>
    public required string GroupPath { get; init; }

    /// <summary>Vendor and number as models write them: 8086:100e.</summary>
    public string IdText => $"{Id.Vendor:x4}:{Id.Device:x4}";

    /// <summary>Whether QEMU models it: its cards have a subsystem of their own (QEMU, docs/specs/pci-ids.rst).</summary>
    public bool IsOfQemu => Subsystem.Vendor == 0x1af4;

    /// <summary>What stands in the way of sharing it, and how it is cured; null if nothing does.</summary>
    public Obstacle? Obstacle => Obstacles.Of(this);
}

using Dmm.Devices;

namespace Dmm.Tracing;

/// <summary>What a reader needs to tell the events of one device from everything else in a log.</summary>
/// <remarks>Only text logs need it. A binary recording holds one device and says which.</remarks>
public sealed record TraceReaderOptions
{
    /// <summary>The identities that the model claims; may be empty.</summary>
    public IReadOnlyList<PciIdentity> PciIds { get; init; } = [];

    /// <summary>The port bases at which the model's device can lie when it is not a PCI device.</summary>
    public IReadOnlyList<ulong> IsaBases { get; init; } = [];

    /// <summary>The regions of the model by their BARs, for devices that nobody asked how large they are; their bases are of no meaning.</summary>
    public IReadOnlyList<TraceRegion> Regions { get; init; } = [];

    /// <summary>The size in bytes of the region at an ISA base, and at <see cref="Base"/>.</summary>
    public uint IsaSize { get; init; } = 0x20;

    /// <summary>
    /// The port base, or above 0xffff the guest-physical address, given by the user: <see cref="BaseRegion"/> is there, whatever the
    /// recording says.
    /// </summary>
    public ulong? Base { get; init; }

    /// <summary>The number of the region at <see cref="Base"/>.</summary>
    public int BaseRegion { get; init; }

    /// <summary>The data ports of the model; null when no model is given.</summary>
    public IReadOnlyList<DataPort>? DataPorts { get; init; }

    /// <summary>The PCI device, given by the user: <c>00:03.0</c>.</summary>
    public string? PciAddress { get; init; }

    /// <summary>The number of the device's interrupt line at the interrupt controller (GSI), given by the user.</summary>
    public int? Irq { get; init; }

    /// <summary>Where a reader of a text log puts the lines that are not about the device; null when nobody wants them.</summary>
    public ForeignLines? Foreign { get; init; }

    internal RegionSpace BaseSpace => Base > ushort.MaxValue ? RegionSpace.Memory : RegionSpace.Port;
}

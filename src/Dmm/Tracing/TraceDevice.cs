using Dmm.Devices;

namespace Dmm.Tracing;

/// <summary>What a recording says about the device it is of.</summary>
public sealed record TraceDevice
{
    /// <summary>An unknown device.</summary>
    public static readonly TraceDevice Unknown = new();

    /// <summary>Vendor and device number.</summary>
    public PciIdentity? Id { get; init; }

    /// <summary>Vendor and device number of the subsystem.</summary>
    public PciIdentity? Subsystem { get; init; }

    /// <summary>Bus, device and function: <c>00:03.0</c>.</summary>
    public string? PciAddress { get; init; }

    /// <summary>The regions that were ever mapped, by number.</summary>
    public IReadOnlyList<TraceRegion> Regions { get; init; } = [];
}

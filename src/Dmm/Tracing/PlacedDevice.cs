using Dmm.Devices;

namespace Dmm.Tracing;

/// <summary>A device with a place for each of its regions, so that its accesses can be written down with addresses.</summary>
/// <remarks>A recording need not tell any of it (<c>.vpt</c> files may not): then a place is chosen that the model's own reader finds again.</remarks>
public sealed class PlacedDevice
{
    /// <summary>The interrupt line that is written for a device without PCI.</summary>
    public const int IsaInterrupt = 9;

    private const string FirstFreeSlot = "00:03.0";
    private const ulong FirstPort = 0xc000, FirstAddress = 0xe000_0000, Apart = 0x10_0000;

    private PlacedDevice(PciIdentity? id, string? pciAddress, IReadOnlyList<TraceRegion> regions)
    {
        Id = id;
        PciAddress = pciAddress;
        Regions = regions;
    }

    /// <summary>Vendor and device number, if it is a PCI device that says so.</summary>
    public PciIdentity? Id { get; }

    /// <summary>Where it sits; null for a device without PCI.</summary>
    public string? PciAddress { get; }

    /// <summary>Whether it is a PCI device.</summary>
    public bool IsPci => PciAddress is not null;

    /// <summary>Every region that has an access.</summary>
    public IReadOnlyList<TraceRegion> Regions { get; }

    /// <summary>Places a device.</summary>
    /// <param name="recorded">What the recording says of it.</param>
    /// <param name="options">What its model says of it.</param>
    /// <param name="modeled">The regions of the model; their bases are of no meaning.</param>
    public static PlacedDevice Of(TraceDevice recorded, TraceReaderOptions options, IEnumerable<TraceRegion> modeled)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(modeled);
        var isPci = recorded.PciAddress is not null || recorded.Id is not null || (recorded.Regions.Count == 0 && options.PciIds.Count > 0);
        var regions = recorded.Regions.ToList();
        foreach (var region in modeled.Where(region => !regions.Exists(known => known.Number == region.Number)))
            regions.Add(region with { Base = isPci ? FreeBase(region) : options.Base ?? (options.IsaBases.Count > 0 ? options.IsaBases[0] : FreeBase(region)) });
        PciIdentity? id = recorded.Id ?? (options.PciIds.Count > 0 ? options.PciIds[0] : null);
        return isPci ? new PlacedDevice(id, recorded.PciAddress ?? FirstFreeSlot, regions) : new PlacedDevice(null, null, regions);
    }

    /// <summary>The port or the address of an access; its offset where no such region is.</summary>
    public ulong AddressOf(in TraceEvent access)
    {
        foreach (var region in Regions)
            if (region.Number == access.Region)
                return region.Base + access.Offset;
        return access.Offset;
    }

    /// <summary>Whether an access goes to a port.</summary>
    public bool IsPort(in TraceEvent access)
    {
        foreach (var region in Regions)
            if (region.Number == access.Region)
                return region.Space == RegionSpace.Port;
        return true;
    }

    private static ulong FreeBase(TraceRegion region) =>
        region.Space == RegionSpace.Port ? FirstPort + (ulong)region.Number * 0x100 : FirstAddress + (ulong)region.Number * Apart;
}

using Dmm.Devices;
using Dmm.Tracing.Devices;

namespace Dmm.Tracing.Mmiotrace;

/// <summary>The memory regions of all PCI devices of the machine; those that a driver mapped are made known to the choice.</summary>
/// <remarks>All devices are listed, whether or not their drivers are recorded, so a listing alone says nothing about which is meant.</remarks>
internal sealed class PciMemory(DeviceChoice choice)
{
    // As many as a bus has functions, with seven regions each.
    private const int MostRegions = 256 * PciDevLine.RegionCount;

    private readonly List<(PciDevice Device, TraceRegion Region)> regions = [];
    private ulong shownStart;
    private ulong shownSize;

    /// <summary>A device has a region there.</summary>
    public void Add(PciDevice device, int number, ulong start, ulong size)
    {
        if (size == 0 || start == 0 || start + (size - 1) < start || regions.Count == MostRegions)
            return;
        regions.RemoveAll(known => known.Device == device && known.Region.Number == number);
        regions.Add((device, new TraceRegion(number, RegionSpace.Memory, start, size)));
        shownSize = 0;
    }

    /// <summary>A driver has mapped or accessed an address: the region in which it lies is one whose accesses are recorded.</summary>
    public void Show(ulong address)
    {
        if (address - shownStart < shownSize)
            return;
        foreach (var (device, region) in regions)
        {
            if (address - region.Base >= region.Size)
                continue;
            (shownStart, shownSize) = (region.Base, region.Size);
            if (!device.IsMapped(region.Number, out var mapped) || mapped.Base != region.Base || mapped.Size != region.Size)
                choice.MappingChanges(device, region.Number, region.Base, region.Size);
            return;
        }
    }
}

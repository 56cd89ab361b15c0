using Dmm.Devices;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Passthrough.Recording;

/// <summary>What a model tells about a device, as a recording of it says it.</summary>
public static class RecordedDevice
{
    /// <summary>The identity and the regions of a model's device.</summary>
    public static TraceDevice Of(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TraceDevice
        {
            Id = model.PciIds.Count > 0 ? model.PciIds[0] : null,
            Regions = [.. model.Regions.Where(region => !region.IsBehindIndex && region.Number < TraceEvent.RegionCount).DistinctBy(region => region.Number).Select(region => Region(model, region))],
        };
    }

    /// <remarks>A guest's accesses are relative to the region; ports lie where such a device may sit without PCI, if the model knows.</remarks>
    private static TraceRegion Region(DeviceModel model, RegionInfo region)
    {
        var isPort = region.Space == RegionSpace.Port;
        return new TraceRegion(region.Number, region.Space, isPort && model.IsaBases.Count > 0 ? model.IsaBases[0] : 0, region.Size);
    }
}

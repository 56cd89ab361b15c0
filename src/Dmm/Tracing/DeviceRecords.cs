using Dmm.Devices;

namespace Dmm.Tracing;

/// <summary>What is known about a device as records of the binary format, and back.</summary>
/// <remarks>
/// Identity: <c>Value</c> holds vendor, device, subsystem vendor and subsystem device, 16 bits each from the lowest;
/// <c>Offset</c> the PCI address in its low half and what is known in the bits above. Region: number and space where an event
/// has region and size, the size less one in <c>Offset</c> (an event's offset reaches no further), the base in <c>Value</c>.
/// </remarks>
internal static class DeviceRecords
{
    private const uint AddressKnown = 1 << 16;
    private const uint IdKnown = 1 << 17;
    private const uint SubsystemKnown = 1 << 18;

    public static TraceEvent Identity(TraceDevice device)
    {
        var facts = 0u;
        if (PciAddressText.TryParse(device.PciAddress, out var address))
            facts |= AddressKnown | (uint)address;
        if (device.Id is not null)
            facts |= IdKnown;
        if (device.Subsystem is not null)
            facts |= SubsystemKnown;
        var numbers = Pack(device.Id) | ((ulong)Pack(device.Subsystem) << 32);
        return new TraceEvent(RecordKind.Identity, 0, 1, facts, numbers);
    }

    public static TraceEvent Region(TraceRegion region)
    {
        var space = region.Space == RegionSpace.Memory ? 2 : 1;
        return new TraceEvent(RecordKind.Region, region.Number, space, (uint)Math.Min(region.Size - 1, uint.MaxValue), region.Base);
    }

    /// <summary>The device as it is known after one more record.</summary>
    public static TraceDevice Apply(TraceDevice device, TraceEvent record)
    {
        if (record.Kind == RecordKind.Region)
            return WithRegion(device, record);
        var numbers = record.Value;
        return device with
        {
            PciAddress = (record.Offset & AddressKnown) == 0 ? null : PciAddressText.Of((ushort)record.Offset),
            Id = (record.Offset & IdKnown) == 0 ? null : Unpack((uint)numbers),
            Subsystem = (record.Offset & SubsystemKnown) == 0 ? null : Unpack((uint)(numbers >> 32)),
        };
    }

    private static TraceDevice WithRegion(TraceDevice device, TraceEvent record)
    {
        var space = record.Size == 2 ? RegionSpace.Memory : RegionSpace.Port;
        var region = new TraceRegion(record.Region, space, record.Value, record.Offset + 1UL);
        var others = device.Regions.Where(other => other.Number != region.Number);
        return device with { Regions = [.. others.Append(region).OrderBy(known => known.Number)] };
    }

    private static uint Pack(PciIdentity? id) => id is { } known ? known.Vendor | ((uint)known.Device << 16) : 0;

    private static PciIdentity Unpack(uint numbers) => new((ushort)numbers, (ushort)(numbers >> 16));
}

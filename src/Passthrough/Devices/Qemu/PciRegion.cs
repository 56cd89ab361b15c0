using Dmm.Devices;

namespace Passthrough.Devices.Qemu;

/// <summary>Where a BAR was mapped; one of no bytes is not there.</summary>
internal readonly record struct PciRegion(RegionSpace Space, ulong Address, uint ByteCount)
{
    /// <summary>Whether an access lies inside. What is beside must not be reached: it is another device's.</summary>
    public bool Holds(uint offset, int size) => (ulong)offset + (uint)size <= ByteCount;
}

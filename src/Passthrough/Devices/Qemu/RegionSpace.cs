namespace Passthrough.Devices.Qemu;

/// <summary>Where a device's registers lie.</summary>
internal enum RegionSpace
{
    Port,
    Memory,
}

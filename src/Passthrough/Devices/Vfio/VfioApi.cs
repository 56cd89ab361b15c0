namespace Passthrough.Devices.Vfio;

/// <summary>The requests of VFIO and the numbers that go with them (Linux: include/uapi/linux/vfio.h).</summary>
internal static class VfioApi
{
    public const int Version = 0;

    // To the container, /dev/vfio/vfio. Type1v2 unmaps exactly what was mapped.
    public const nuint GetApiVersion = 0x3b64, CheckExtension = 0x3b65, SetIommu = 0x3b66, MapDma = 0x3b71, UnmapDma = 0x3b72;
    public const int Type1V2 = 3;

    // To a group, /dev/vfio/NUMBER.
    public const nuint GetGroupStatus = 0x3b67, SetContainer = 0x3b68, GetDevice = 0x3b6a;
    public const uint IsViable = 1;

    // To a device.
    public const nuint GetDeviceInfo = 0x3b6b, GetRegionInfo = 0x3b6c, SetInterrupts = 0x3b6e, ResetDevice = 0x3b6f;
    public const uint CanReset = 1, IsPci = 2;
    public const uint CanMap = 4;
    public const uint Configuration = 7;

    // Interrupts of a PCI device: its line, and the kernel's wish to have the device back.
    public const uint Line = 0, Request = 4;
    public const uint NoData = 1, EventData = 4, Unmask = 16, Trigger = 32;

    // Of a map.
    public const uint DeviceReads = 1, DeviceWrites = 2;
}

using System.Runtime.InteropServices;

namespace Passthrough.Devices.Vfio;

/// <summary>Linux: struct vfio_group_status.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GroupStatus
{
    public const int Size = 8;

    public uint ArgumentSize;
    public uint Flags;
}

/// <summary>Linux: struct vfio_device_info, without what came later.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DeviceInfo
{
    public const int Size = 16;

    public uint ArgumentSize;
    public uint Flags;
    public uint Regions;
    public uint Interrupts;
}

/// <summary>Linux: struct vfio_region_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionInfo
{
    public const int Size = 32;

    public uint ArgumentSize;
    public uint Flags;
    public uint Index;
    public uint CapabilityOffset;
    public ulong Bytes;
    public ulong Offset;
}

/// <summary>Linux: struct vfio_irq_set, with room for one event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InterruptSet
{
    public const int Size = 24, SizeWithoutEvent = 20;

    public uint ArgumentSize;
    public uint Flags;
    public uint Index;
    public uint Start;
    public uint Count;
    public int Event;
}

/// <summary>Linux: struct vfio_iommu_type1_dma_map.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DmaMap
{
    public const int Size = 32;

    public uint ArgumentSize;
    public uint Flags;
    public ulong Address;
    public ulong DeviceAddress;
    public ulong Bytes;
}

/// <summary>Linux: struct vfio_iommu_type1_dma_unmap.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DmaUnmap
{
    public const int Size = 24;

    public uint ArgumentSize;
    public uint Flags;
    public ulong DeviceAddress;
    public ulong Bytes;
}

namespace Passthrough.Guests.VfioUser;

/// <summary>What a message asks for (vfio-user protocol specification, "Commands").</summary>
internal enum MessageKind : ushort
{
    Version = 1,
    MapDma = 2,
    UnmapDma = 3,
    GetDeviceInfo = 4,
    GetRegionInfo = 5,
    GetRegionDescriptors = 6,
    GetInterruptInfo = 7,
    SetInterrupts = 8,
    ReadRegion = 9,
    WriteRegion = 10,
    ReadDma = 11,
    WriteDma = 12,
    Reset = 13,
}

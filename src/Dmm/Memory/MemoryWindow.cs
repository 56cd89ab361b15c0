namespace Dmm.Memory;

/// <summary>A range of a guest's memory that lies in one piece for the device too.</summary>
/// <param name="Start">The guest-physical address of its first byte.</param>
/// <param name="Size">Bytes; the window does not pass the top of the address space.</param>
/// <param name="DeviceStart">The address of its first byte as the device sees it.</param>
public readonly record struct MemoryWindow(ulong Start, ulong Size, ulong DeviceStart)
{
    /// <summary>Whether a range lies in it as a whole. Nothing here can wrap.</summary>
    public bool Contains(ulong at, ulong length) => at >= Start && at - Start <= Size && length <= Size - (at - Start);

    /// <summary>The address of one of its bytes as the device sees it.</summary>
    public ulong AtDevice(ulong at) => at - Start + DeviceStart;
}

namespace Dmm.Devices;

/// <summary>A place of the device through which data streams, so that the value of an access there is not needed.</summary>
/// <param name="Region">The region's number.</param>
/// <param name="Offset">Bytes from the start of the region.</param>
/// <param name="Size">Its size in bytes.</param>
public readonly record struct DataPort(int Region, uint Offset, uint Size);

using Dmm.Devices;

namespace Dmm.Tracing;

/// <summary>A region of the recorded device.</summary>
/// <param name="Number">The BAR, or 0 for a device without BARs.</param>
/// <param name="Space">How the guest reaches it.</param>
/// <param name="Base">Its first port or guest-physical address, where it lay last.</param>
/// <param name="Size">Its size in bytes.</param>
public readonly record struct TraceRegion(int Number, RegionSpace Space, ulong Base, ulong Size);

namespace Dmm.Tracing;

/// <summary>How often a register was accessed in one way.</summary>
/// <param name="Region">The region's number.</param>
/// <param name="Offset">Bytes from the start of the region.</param>
/// <param name="IsWrite">The direction.</param>
/// <param name="Size">The access's size in bytes.</param>
/// <param name="Count">How many such accesses there are.</param>
public readonly record struct AccessCount(int Region, uint Offset, bool IsWrite, int Size, long Count);

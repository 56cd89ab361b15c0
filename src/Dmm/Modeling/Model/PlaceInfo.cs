namespace Dmm.Modeling.Model;

/// <summary>Where one part of a register can be reached.</summary>
/// <param name="Region">The region's index in the model.</param>
/// <param name="Offset">Bytes from the start of the region.</param>
/// <param name="Size">Bytes of the part.</param>
/// <param name="ByteIndex">Which byte of the register its first byte is.</param>
public sealed record PlaceInfo(int Region, uint Offset, int Size, int ByteIndex);

namespace Passthrough.Guests;

/// <summary>An access that a guest wants made: one, or a run of the same through one register (<c>rep insw</c>).</summary>
/// <param name="IsWrite">The direction.</param>
/// <param name="Region">The region's number in the model; a PCI device's BAR.</param>
/// <param name="Offset">Bytes from the start of the region; the same for every element of a run.</param>
/// <param name="Size">Bytes of one element: 1, 2, 4 or 8.</param>
/// <param name="Count">Elements; 1 for most. A run is as many accesses, and one exit.</param>
public readonly record struct GuestAccess(bool IsWrite, int Region, uint Offset, int Size, int Count = 1)
{
    /// <summary>Bytes of all elements.</summary>
    public int Bytes => Size * Count;
}

namespace Dmm.Modeling.Model;

/// <summary>A pair of registers behind which others are: one chooses, through the other the chosen one is reached.</summary>
/// <remarks>What is behind it is a region like any other, only that no event names it: an access to the data register is one to a place there.</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Selector">The register that chooses.</param>
/// <param name="Shift">The lowest bit of the choosing field.</param>
/// <param name="Width">Bits of the choosing field.</param>
/// <param name="Data">The registers through which the chosen one is reached.</param>
/// <param name="Region">The index of the region that is behind it.</param>
/// <param name="Unit">Bytes from one index to the next in that region.</param>
/// <param name="Location">The line of the model.</param>
public sealed record IndexedInfo(
    string Name, RegisterInfo Selector, int Shift, int Width, IReadOnlyList<RegisterInfo> Data, int Region, uint Unit, Location Location)
{
    /// <summary>Bytes that each index has in a region of its own: as many as a register can have.</summary>
    public const uint OwnUnit = 8;

    /// <summary>Registers that a pair can have behind it in a region of its own.</summary>
    public const uint Most = 256;
}

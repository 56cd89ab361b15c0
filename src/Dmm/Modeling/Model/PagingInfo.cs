namespace Dmm.Modeling.Model;

/// <summary>Places that show another register for each value of a field.</summary>
/// <param name="Region">The region's index.</param>
/// <param name="First">First offset.</param>
/// <param name="Last">Last offset.</param>
/// <param name="Selector">The register that selects.</param>
/// <param name="Shift">The lowest bit of the selecting field.</param>
/// <param name="Width">Bits of the selecting field.</param>
/// <param name="Text">The field as it is written.</param>
/// <param name="Location">The line of the model.</param>
public sealed record PagingInfo(int Region, uint First, uint Last, RegisterInfo Selector, int Shift, int Width, string Text, Location Location)
{
    /// <summary>How many banks there are.</summary>
    public int Banks => 1 << Width;

    /// <summary>Whether an offset is banked.</summary>
    public bool Covers(int region, uint offset) => region == Region && offset >= First && offset <= Last;
}

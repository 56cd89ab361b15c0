namespace Dmm.Modeling.Model;

/// <summary>A state of a machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bit">Its bit in word 0 of the state block.</param>
/// <param name="Reusable">Whether the device may be handed over while the machine is in it.</param>
/// <param name="Location">The line of the model.</param>
public sealed record StateInfo(string Name, int Bit, bool Reusable, Location Location)
{
    /// <summary>The bit in place.</summary>
    public ulong Mask => 1UL << Bit;
}

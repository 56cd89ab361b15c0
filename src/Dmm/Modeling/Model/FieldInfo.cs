namespace Dmm.Modeling.Model;

/// <summary>Named bits of a register.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shift">The lowest bit.</param>
/// <param name="Width">How many bits.</param>
/// <param name="Access">How it behaves; its register's words where nothing else is said.</param>
/// <param name="Values">Names for values of the field.</param>
/// <param name="Location">The line of the model.</param>
public sealed record FieldInfo(
    string Name, int Shift, int Width, AccessWords Access, IReadOnlyDictionary<string, ulong> Values, Location Location)
{
    /// <summary>The value that commands nothing, where others are commands; null where writing back what stands there does no harm.</summary>
    public ulong? NoCommand { get; init; }

    /// <summary>The field's bits in place.</summary>
    public ulong Mask => ulong.MaxValue >> (64 - Width) << Shift;
}

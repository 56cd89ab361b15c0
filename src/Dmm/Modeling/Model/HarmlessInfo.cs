namespace Dmm.Modeling.Model;

/// <summary>Places without a register at which accesses do nothing: a read changes nothing and shows nothing of a guest, a write is ignored.</summary>
/// <param name="Places">The places, each in one bank and one direction.</param>
/// <param name="Location">The line of the model.</param>
public sealed record HarmlessInfo(IReadOnlyList<HarmlessPlace> Places, Location Location);

/// <summary>Bytes side by side at which a read, or a write, does nothing.</summary>
/// <param name="Region">The index of the region.</param>
/// <param name="First">The first byte.</param>
/// <param name="Last">The last byte.</param>
/// <param name="Page">The bank; -1 where there are none.</param>
/// <param name="IsWrite">Writes; else reads.</param>
/// <param name="Sizes">The sizes in bytes of such accesses, which are powers of two, as bits.</param>
public sealed record HarmlessPlace(int Region, uint First, uint Last, int Page, bool IsWrite, int Sizes);

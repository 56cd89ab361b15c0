namespace Dmm.Modeling.Model;

/// <summary>A range of memory that checks speak of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsGuest">True for the guest's memory, whose place is known only at run time; false for memory on the card.</param>
/// <param name="Start">First address, as the device counts.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Location">The line of the model.</param>
public sealed record WindowInfo(string Name, bool IsGuest, ulong Start, ulong Size, Location Location)
{
    /// <summary>Whether the bytes from <paramref name="at"/> lie in the window as a whole. Nothing here can wrap.</summary>
    public bool Contains(ulong at, ulong length) => at >= Start && at - Start <= Size && length <= Size - (at - Start);
}

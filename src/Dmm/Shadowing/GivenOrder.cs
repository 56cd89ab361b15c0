namespace Dmm.Shadowing;

/// <summary>Where the entries of a guest's ring stand in a ring of the monitor's: one after the other, in the order in which they were given.</summary>
/// <remarks>
/// A device that takes a ring up at its first entry only, and shows nowhere where it is, can so be handed on in the middle of the guest's ring. How
/// long that is does not matter, nor whether its length stays the same.
/// </remarks>
internal sealed class GivenOrder(int length)
{
    private readonly int[] places = [.. Enumerable.Repeat(-1, length)], indexes = new int[length];
    private int next;

    /// <summary>Where an entry of the guest stood last; null for nowhere.</summary>
    /// <param name="index">Its index in the guest's ring.</param>
    public int? Find(int index) => places[index] is >= 0 and var place && indexes[place] == index ? place : null;

    /// <summary>Gives an entry of the guest the next place.</summary>
    public int PlaceOf(int index)
    {
        var place = next;
        (places[index], indexes[place]) = (place, index);
        next = next + 1 == length ? 0 : next + 1;
        return place;
    }

    /// <summary>The ring is empty.</summary>
    public void Forget()
    {
        Array.Fill(places, -1);
        next = 0;
    }

    /// <summary>The ring begins again with its first entry.</summary>
    /// <param name="isGiven">By place: whether the device has the entry.</param>
    /// <returns>Those that it has, the oldest first: where each stood, and its index in the guest's ring.</returns>
    public List<(int Place, int Index)> Renew(ReadOnlySpan<bool> isGiven)
    {
        var given = new List<(int, int)>();
        for (var i = 0; i < length; i++)
            if ((next + i) % length is var place && isGiven[place])
                given.Add((place, indexes[place]));
        Forget();
        return given;
    }
}

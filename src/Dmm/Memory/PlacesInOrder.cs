namespace Dmm.Memory;

/// <summary>Places in memory by their addresses.</summary>
internal static class PlacesInOrder
{
    /// <summary>The last place that begins at an address or before it, if the address lies less than <paramref name="reach"/> bytes behind its beginning.</summary>
    public static (ulong Start, T Place)? Covering<T>(this SortedList<ulong, T> places, ulong at, ulong reach)
    {
        var starts = places.Keys;
        var (low, high) = (0, starts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (starts[middle] <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 && at - starts[low - 1] < reach ? (starts[low - 1], places.Values[low - 1]) : null;
    }
}

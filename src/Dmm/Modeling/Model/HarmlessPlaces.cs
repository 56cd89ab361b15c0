namespace Dmm.Modeling.Model;

/// <summary>The bytes at which accesses do nothing, and in which sizes an access lies among them as a whole.</summary>
internal sealed class HarmlessPlaces
{
    private readonly HashSet<(int Region, uint Offset, int Page, bool IsWrite)> bytes;

    public HarmlessPlaces(DeviceModel model) =>
        bytes = [.. from entry in model.Harmless from place in entry.Places from offset in Offsets(place) select (place.Region, offset, place.Page, place.IsWrite)];

    /// <summary>Each byte with its bank (-1 where there are none) and direction.</summary>
    public IReadOnlySet<(int Region, uint Offset, int Page, bool IsWrite)> All => bytes;

    /// <summary>The sizes, which are powers of two, of accesses that begin at a byte and are harmless as a whole.</summary>
    public byte SizesAt(int region, uint offset, int page, bool isWrite)
    {
        var sizes = 0;
        for (uint size = 1, known = 0; size <= 8; size *= 2)
        {
            while (known < size && bytes.Contains((region, offset + known, page, isWrite)))
                known++;
            if (known < size)
                break;
            sizes |= (int)size;
        }
        return (byte)sizes;
    }

    private static IEnumerable<uint> Offsets(HarmlessPlace place)
    {
        for (var offset = place.First; offset <= place.Last; offset++)
            yield return offset;
    }
}

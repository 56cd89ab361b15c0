namespace Dmm.Modeling.Model;

/// <summary>The bytes at which accesses do nothing, and in which sizes an access lies among them as a whole.</summary>
internal sealed class HarmlessPlaces
{
    private readonly Dictionary<(int Region, uint Offset, int Page, bool IsWrite), int> bytes = [];

    public HarmlessPlaces(DeviceModel model)
    {
        foreach (var place in model.Harmless.SelectMany(entry => entry.Places))
            for (var offset = place.First; offset <= place.Last; offset++)
                bytes[(place.Region, offset, place.Page, place.IsWrite)] = place.Sizes;
    }

    /// <summary>Each byte with its bank (-1 where there are none) and direction.</summary>
    public IEnumerable<(int Region, uint Offset, int Page, bool IsWrite)> All => bytes.Keys;

    /// <summary>The sizes, which are powers of two, of accesses that begin at a byte and are harmless as a whole.</summary>
    public byte SizesAt(int region, uint offset, int page, bool isWrite)
    {
        var sizes = 0;
        for (var (size, known) = (1u, 0u); size <= 8; size *= 2)
        {
            for (; known < size; known++)
                if (!bytes.ContainsKey((region, offset + known, page, isWrite)))
                    return (byte)sizes;
            if (Enumerable.Range(0, (int)size).All(i => (bytes[(region, offset + (uint)i, page, isWrite)] & size) != 0))
                sizes |= (int)size;
        }
        return (byte)sizes;
    }
}

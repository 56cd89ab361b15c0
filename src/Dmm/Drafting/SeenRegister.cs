namespace Dmm.Drafting;

/// <summary>A register as a draft lists it: places that overlap are one register, at most eight bytes of it.</summary>
/// <param name="Region">The region's number.</param>
/// <param name="Offset">Bytes from its start.</param>
/// <param name="Bytes">Bytes of the register.</param>
/// <param name="Places">The places that it covers or a part of.</param>
internal sealed record SeenRegister(int Region, uint Offset, int Bytes, IReadOnlyList<SeenPlace> Places)
{
    private const int MostBytes = 8;

    public long Reads => Places.Sum(place => place.Reads);

    public long Writes => Places.Sum(place => place.Writes);

    /// <summary>Whether it looks like a window onto a stream: one that begins where all accesses do.</summary>
    public bool IsStream => Places.Any(place => place.IsStream) && Places.All(place => place.Offset == Offset);

    /// <summary>Whether an access to a place is one to this register alone: in its size, or in that of a part.</summary>
    public bool Takes(SeenPlace place) => place.Offset >= Offset && place.End <= Offset + (ulong)Bytes
        && (IsStream || (int.IsPow2(Bytes) ? (place.Offset - Offset) % (uint)place.Size == 0 : place.Size == 1));

    /// <summary>The sizes, smaller than its own, in which parts of it were accessed; a byte too, where an access began or ended within it.</summary>
    public IReadOnlyList<int> Parts => IsStream || Bytes == 1 || !int.IsPow2(Bytes) ? []
        : [.. Places.Select(place => Takes(place) ? place.Size : 1).Where(size => size < Bytes).Distinct().Order()];

    /// <summary>Its name in a draft that has one region, or several.</summary>
    public string NameIn(bool hasRegions) => hasRegions ? $"B{Region}_{Offset:X2}" : $"R{Offset:X2}";

    /// <summary>The registers that some places make, by region and offset.</summary>
    public static IReadOnlyList<SeenRegister> Of(IEnumerable<SeenPlace> places)
    {
        var registers = new List<SeenRegister>();
        foreach (var region in places.GroupBy(place => place.Region).OrderBy(group => group.Key))
        {
            var group = new List<SeenPlace>();
            var end = 0UL;
            foreach (var place in region.OrderBy(place => place.Offset).ThenBy(place => place.Size))
            {
                if (group.Count > 0 && place.Offset >= end)
                {
                    registers.AddRange(Split(group, end));
                    group.Clear();
                }
                group.Add(place);
                end = Math.Max(end, place.End);
            }
            registers.AddRange(Split(group, end));
        }
        return registers;
    }

    private static IEnumerable<SeenRegister> Split(List<SeenPlace> group, ulong end)
    {
        for (var at = (ulong)group[0].Offset; at < end; at += MostBytes)
        {
            var bytes = (int)Math.Min(MostBytes, end - at);
            yield return new SeenRegister(group[0].Region, (uint)at, bytes, [.. group.Where(place => place.Offset < at + (ulong)bytes && place.End > at)]);
        }
    }
}

using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.StatelessMachines;

/// <summary>Finds what an access means in the model.</summary>
internal sealed class RegisterMap
{
    private readonly DeviceModel model;
    private readonly ILookup<(int Region, uint Offset, bool IsWrite), Listed> listed;
    private readonly ILookup<(int Region, bool IsWrite), HarmlessPlace> harmless;

    public RegisterMap(DeviceModel model)
    {
        this.model = model;
        listed = model.Registers.SelectMany(ListedOf).ToLookup(each => (each.Part.Region, each.Part.Offset + (uint)each.ByteOfPart, each.IsWrite));
        harmless = model.Harmless.SelectMany(entry => entry.Places).ToLookup(place => (place.Region, place.IsWrite));
    }

    /// <summary>Whether all bytes of an access are where accesses do nothing, in the bank that is selected.</summary>
    public bool IsHarmless(int region, uint offset, int size, bool isWrite, ReadOnlySpan<ulong> words)
    {
        for (var i = 0u; i < size; i++)
        {
            var (at, page) = (offset + i, PageAt(region, offset + i, words) ?? -1);
            if (!harmless[(region, isWrite)].Any(place => place.First <= at && at <= place.Last && place.Page == page && (place.Sizes & size) != 0))
                return false;
        }
        return true;
    }

    /// <summary>The same of an access to a data register.</summary>
    public bool IsHarmlessBehind(IndexedInfo pair, RegisterPart data, int size, bool isWrite, ReadOnlySpan<ulong> words) =>
        IndexOf(pair, words) is var index && index < model.Regions[pair.Region].Size / pair.Unit
        && IsHarmless(pair.Region, (uint)index * pair.Unit + (uint)data.Byte, size, isWrite, words);

    /// <summary>The region of an access and what the offset is in it; null outside of all regions.</summary>
    public int? RegionOf(in TraceEvent access, uint offset)
    {
        for (var index = 0; index < model.Regions.Count; index++)
        {
            var region = model.Regions[index];
            if (region.IsBehindIndex || region.Number != access.Region || offset >= region.Size)
                continue;
            var shown = region.SameAs is null ? index : model.IndexOf(region.SameAs);
            return offset < model.Regions[shown].Size ? shown : null;
        }
        return null;
    }

    /// <summary>The register at a place, in its direction and in the bank that is selected; null where none is listed.</summary>
    public RegisterPart? Find(int region, uint offset, bool isWrite, ReadOnlySpan<ulong> words)
    {
        var page = PageAt(region, offset, words) ?? 0;
        RegisterPart? found = null;
        foreach (var each in listed[(region, offset, isWrite)])
            if (each.Pages?.Contains(page) ?? true)
                found = new RegisterPart(each.Register, each.Part, each.ByteOfPart, page);
        return found;
    }

    /// <summary>The pair whose data register it is; null if it is none's.</summary>
    public IndexedInfo? PairOf(RegisterInfo register) => model.Indexed.FirstOrDefault(pair => pair.Data.Contains(register));

    /// <summary>What a data register shows.</summary>
    public RegisterPart? Behind(IndexedInfo pair, RegisterPart data, bool isWrite, ReadOnlySpan<ulong> words)
    {
        var index = IndexOf(pair, words);
        return index < model.Regions[pair.Region].Size / pair.Unit
            ? Find(pair.Region, (uint)index * pair.Unit + (uint)data.Byte, isWrite, words) : null;
    }

    private static ulong IndexOf(IndexedInfo pair, ReadOnlySpan<ulong> words) => (words[pair.Selector.Word] >> pair.Shift) & (ulong.MaxValue >> (64 - pair.Width));

    private int? PageAt(int region, uint offset, ReadOnlySpan<ulong> words)
    {
        foreach (var paging in model.Paging)
            if (paging.Covers(region, offset))
                return (int)(words[paging.Selector.Word] >> paging.Shift) & (paging.Banks - 1);
        return null;
    }

    private static IEnumerable<Listed> ListedOf(RegisterInfo register)
    {
        var isStream = (register.Access & AccessWords.Stream) != 0;
        foreach (var part in register.Places)
            for (var i = 0; i < part.Size; i++)
            {
                if (isStream || register.IsReadable)
                    yield return new Listed(register, part, i, register.Pages, IsWrite: false);
                if (isStream || register.IsWritable)
                    yield return new Listed(register, part, i, register.Pages, IsWrite: true);
            }
        foreach (var part in register.Readback?.Places ?? [])
            for (var i = 0; i < part.Size; i++)
                yield return new Listed(register, part, i, register.Readback!.Page is { } page ? [page] : null, IsWrite: false);
    }

    /// <summary>A byte of a register that can be reached, in one direction and in some banks; in every bank where none is named.</summary>
    private sealed record Listed(RegisterInfo Register, PlaceInfo Part, int ByteOfPart, IReadOnlyList<int>? Pages, bool IsWrite);
}

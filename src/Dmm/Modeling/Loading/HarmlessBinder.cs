using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds places at which accesses do nothing. A place of a register is none: in a variant that takes the register away it would be forgotten there.</summary>
internal static class HarmlessBinder
{
    public static List<HarmlessInfo> Bind(Binding binding)
    {
        var listed = new Dictionary<(int Region, uint Offset, int Page, bool Write), RegisterInfo>();
        foreach (var register in binding.Registers.Values)
            foreach (var place in ListedPlaces.Of(register))
                listed.TryAdd(place, register);
        return [.. binding.Root["harmless"].Mappings().Select(entry => Bind(binding, entry, listed))];
    }

    private static HarmlessInfo Bind(Binding binding, YamlMapping entry, Dictionary<(int Region, uint Offset, int Page, bool Write), RegisterInfo> listed)
    {
        var places = new List<HarmlessPlace>();
        var sizes = entry["size"] is null ? 1 | 2 | 4 | 8 : entry.Scalars("size").Aggregate(0, (all, size) => all | (int)Numbers.Parse(size.Text));
        foreach (var key in (string[])["reads", "writes"])
            foreach (var scalar in entry.Scalars(key))
                if (ReadRange(binding, scalar) is { } range && PagesOf(binding, entry, scalar, range) is { } pages)
                    places.AddRange(pages.Select(page => new HarmlessPlace(range.Region, range.First, range.Last, page, key == "writes", sizes))
                        .Where(place => IsFree(binding, scalar, place, listed)));
        if (entry["reads"] is null && entry["writes"] is null)
            binding.Report.Error(DiagnosticCodes.WrongChoice, entry, "neither 'reads' nor 'writes' says where", "name the places at which a read does nothing under 'reads', and those at which a write is ignored under 'writes'");
        return new HarmlessInfo(places, entry.Location);
    }

    private static (int Region, uint First, uint Last)? ReadRange(Binding binding, YamlScalar scalar) =>
        IndexedBinder.IsIndexed(scalar) ? IndexedBinder.ReadRange(binding, scalar) : RegionBinder.ReadPlace(binding, scalar);

    /// <summary>The banks that are meant, -1 where there are none; null, with a diagnostic, when the entry does not say it of each byte.</summary>
    private static IReadOnlyList<int>? PagesOf(Binding binding, YamlMapping entry, YamlScalar scalar, (int Region, uint First, uint Last) range)
    {
        var pages = entry.Scalars("page").Select(page => (int)Numbers.Parse(page.Text)).ToList();
        var banked = binding.Paging.FirstOrDefault(paging => paging.Region == range.Region && paging.First <= range.Last && range.First <= paging.Last);
        if (banked is null && pages.Count == 0)
            return [-1];
        if (banked is null || range.First < banked.First || range.Last > banked.Last)
            binding.Report.Error(DiagnosticCodes.WrongChoice, scalar, $"not all of {scalar.Text} is banked alike", "let banked places and others be entries of their own");
        else if (pages.Count == 0)
            binding.Report.Error(DiagnosticCodes.WrongChoice, scalar, $"{scalar.Text} is banked by {banked.Text} (line {banked.Location.Line}), but no 'page' is given", $"add 'page', up to {banked.Banks - 1}");
        else if (pages.Exists(page => page >= banked.Banks))
            binding.Report.Error(DiagnosticCodes.OutOfRange, scalar, $"there is no bank {pages.Max()}: {banked.Text} selects banks 0 to {banked.Banks - 1}", "correct it, or the bits of the field");
        else
            return pages;
        return null;
    }

    private static bool IsFree(Binding binding, YamlScalar scalar, HarmlessPlace place, Dictionary<(int Region, uint Offset, int Page, bool Write), RegisterInfo> listed)
    {
        for (var offset = place.First; offset <= place.Last; offset++)
            if (listed.TryGetValue((place.Region, offset, place.Page, place.IsWrite), out var register))
            {
                binding.Report.Error(DiagnosticCodes.RegistersOverlap, scalar, $"{scalar.Text} holds '{register.Name}' (line {register.Location.Line}), which can be {(place.IsWrite ? "written" : "read")}",
                    "leave the places of registers out");
                return false;
            }
        return true;
    }
}

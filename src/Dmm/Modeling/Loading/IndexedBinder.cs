using Dmm.Devices;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds pairs of an index and a data register, and the regions behind them.</summary>
internal static class IndexedBinder
{
    /// <summary>Makes the regions behind pairs known, so that registers can be in them. A pair that shows another region has none of its own.</summary>
    public static void BindRegions(Binding binding)
    {
        foreach (var (key, value) in binding.Section("indexed"))
        {
            if (((YamlMapping)value).Scalar("shows") is not null)
                continue;
            if (binding.Regions.TryGetValue(key.Text, out var region))
                binding.Report.Error(DiagnosticCodes.NameTaken, key, $"the name '{key.Text}' is taken by the region of line {region.Location.Line}", "regions and pairs share their names, because places begin with them; choose another");
            else
                binding.Regions.Add(key.Text, new RegionInfo(key.Text, -1, RegionSpace.Port, IndexedInfo.OwnUnit * IndexedInfo.Most, [], [], null, key.Location));
        }
    }

    /// <summary>The pairs, once the registers are known.</summary>
    public static List<IndexedInfo> Bind(Binding binding)
    {
        var pairs = new List<IndexedInfo>();
        foreach (var (key, value) in binding.Section("indexed"))
            if (Bind(binding, key, (YamlMapping)value) is { } pair)
                pairs.Add(pair);
        return pairs;
    }

    /// <summary>Whether a place is one behind an index.</summary>
    public static bool IsIndexed(YamlScalar place) => place.Text.Contains('[', StringComparison.Ordinal);

    /// <summary>The pair and the index of <c>csr[4]</c>; null, with a diagnostic, when there is no such pair.</summary>
    public static (int Region, uint Offset)? ReadPlace(Binding binding, YamlScalar place)
    {
        var open = place.Text.IndexOf('[', StringComparison.Ordinal);
        if (FindPair(binding, place) is null)
            return null;
        var index = Numbers.Parse(place.Text[(open + 1)..^1]);
        if (index < IndexedInfo.Most)
            return (binding.Regions.Keys.ToList().IndexOf(place.Text[..open]), (uint)index * IndexedInfo.OwnUnit);
        binding.Report.Error(DiagnosticCodes.OutOfRange, place, $"{index} is too large: a pair has registers 0 to {IndexedInfo.Most - 1} behind it", "correct the index");
        return null;
    }

    /// <summary>All bytes of the registers of <c>csr[4]</c> or <c>csr[6..7]</c>; null, with a diagnostic, when they are not there.</summary>
    public static (int Region, uint First, uint Last)? ReadRange(Binding binding, YamlScalar place)
    {
        var open = place.Text.IndexOf('[', StringComparison.Ordinal);
        if (FindPair(binding, place) is null)
            return null;
        var ends = place.Text[(open + 1)..^1].Split("..").Select(Numbers.Parse).ToList();
        if (ends[0] <= ends[^1] && ends[^1] < IndexedInfo.Most)
            return (binding.Regions.Keys.ToList().IndexOf(place.Text[..open]), (uint)ends[0] * IndexedInfo.OwnUnit, (uint)(ends[^1] + 1) * IndexedInfo.OwnUnit - 1);
        binding.Report.Error(DiagnosticCodes.OutOfRange, place,
            ends[^1] < ends[0] ? $"{place.Text} ends before it begins" : $"{ends[^1]} is too large: a pair has registers 0 to {IndexedInfo.Most - 1} behind it", "correct the index");
        return null;
    }

    /// <summary>Bytes of a register behind an index where nothing is said: those of the data register.</summary>
    public static int BytesBehind(Binding binding, YamlScalar place)
    {
        var name = binding.Section("indexed").First(each => each.Key.Text == place.Text[..place.Text.IndexOf('[', StringComparison.Ordinal)]).Value is YamlMapping pair
            ? pair.Scalars("data").FirstOrDefault()?.Text : null;
        return binding.Section("registers").FirstOrDefault(each => each.Key.Text == name)?.Value is YamlMapping data && data.Scalars("size").FirstOrDefault() is { } size
            ? (int)Numbers.Parse(size.Text) : 1;
    }

    /// <summary>The pair that a place names, as it stands in the file; null, with a diagnostic, when there is none with registers of its own.</summary>
    public static YamlMapping? FindPair(Binding binding, YamlScalar place)
    {
        var pairs = binding.Section("indexed").ToDictionary(each => each.Key.Text, each => each.Value, StringComparer.Ordinal);
        var name = place.Part(0, place.Text.IndexOf('[', StringComparison.Ordinal));
        if (!binding.TryFind(name, NameKind.Indexed, pairs, out var pair))
            return null;
        if (((YamlMapping)pair).Scalar("shows") is not { } shown)
            return (YamlMapping)pair;
        binding.Report.Error(DiagnosticCodes.WrongChoice, place, $"'{name.Text}' shows the region '{shown.Text}', and has no registers of its own", $"write the place in '{shown.Text}'");
        return null;
    }

    private static IndexedInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var selector = PagingBinder.FindField(binding, entry.Scalar("index")!);
        var data = new List<RegisterInfo>();
        foreach (var name in entry.Scalars("data"))
            if (binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
                data.Add(register);
        var region = key.Text;
        if (entry.Scalar("shows") is { } shows)
        {
            if (!binding.TryFind(shows, NameKind.Region, binding.Regions, out var shown))
                return null;
            region = shown.Name;
            var inside = data.FirstOrDefault(register => register.Places.Any(place => binding.Regions.Keys.ElementAt(place.Region) == region));
            if (inside is not null || shown.IsBehindIndex || shown.SameAs is not null)
            {
                binding.Report.Error(DiagnosticCodes.WrongChoice, shows, $"'{region}' {(inside is null ? "has no places of its own" : $"holds '{inside.Name}' itself")}", "name a region that the data register is not in");
                return null;
            }
        }
        return selector is not { } field || data.Count == 0 ? null
            : new IndexedInfo(key.Text, field.Register, field.Shift, field.Width, data, binding.Regions.Keys.ToList().IndexOf(region),
                entry["shows"] is null ? IndexedInfo.OwnUnit : 1, key.Location);
    }
}

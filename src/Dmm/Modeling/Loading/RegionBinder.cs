using Dmm.Devices;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds regions, and reads places in them.</summary>
internal static class RegionBinder
{
    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Section("regions"))
        {
            var entry = (YamlMapping)value;
            var number = entry.Number("bar") ?? 0;
            if (binding.Regions.Values.FirstOrDefault(region => region.Number == (int)number) is { } other)
                binding.Report.Error(DiagnosticCodes.NameTaken, entry["bar"] ?? key, $"region '{other.Name}' (line {other.Location.Line}) has BAR {number} already", "give each region its own 'bar'; it is 0 when left out");
            var space = entry.Text("space") == "port" ? RegionSpace.Port : RegionSpace.Memory;
            binding.Regions.Add(key.Text, new RegionInfo(key.Text, (int)number, space, (uint)entry.Number("size")!.Value,
                SizesIn(entry, "spans"), SizesIn(entry, "read_spans"), entry.Text("same_as"), key.Location));
        }
        foreach (var (_, value) in binding.Section("regions"))
            if (((YamlMapping)value).Scalar("same_as") is { } same && binding.TryFind(same, NameKind.Region, binding.Regions, out var other) && other.SameAs is not null)
                binding.Report.Error(DiagnosticCodes.WrongChoice, same, $"'{same.Text}' shows the registers of '{other.SameAs}' itself", "name the region that has the registers");
    }

    private static List<int> SizesIn(YamlMapping entry, string key) => [.. entry.Scalars(key).Select(size => (int)Numbers.Parse(size.Text))];

    /// <summary>Reads <c>io+0x05</c>, or each place of <c>io+0x01..0x06</c>; null, with a diagnostic, when it lies outside.</summary>
    public static (int Region, uint First, uint Last)? ReadPlace(Binding binding, YamlScalar scalar, uint bytes = 1)
    {
        if (IndexedBinder.IsIndexed(scalar))
            return IndexedBinder.ReadPlace(binding, scalar) is { } behind ? (behind.Region, behind.Offset, behind.Offset + bytes - 1) : null;
        var text = scalar.Text;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var range = plus < 0 ? -1 : text.IndexOf("..", plus, StringComparison.Ordinal);
        var first = plus < 0 ? 0 : Numbers.Parse(range < 0 ? text[(plus + 1)..] : text[(plus + 1)..range]);
        var last = range < 0 ? first + Math.Min(bytes - 1, ulong.MaxValue - first) : Numbers.Parse(text[(range + 2)..]);
        if (!binding.TryFind(plus < 0 ? scalar : scalar.Part(0, plus), NameKind.Region, binding.Regions, out var region))
            return null;
        if (last < first || last >= region.Size)
        {
            var what = range >= 0 || bytes == 1 ? text : $"{text} with its {bytes} bytes";
            binding.Report.Error(DiagnosticCodes.OutOfRange, scalar,
                last < first ? $"{text} ends before it begins" : $"{what} lies outside region '{region.Name}', which has 0x{region.Size:x} bytes",
                last < first ? "write the smaller offset first" : $"correct the offset, or the size of the region (line {region.Location.Line})");
            return null;
        }
        return (binding.Regions.Keys.ToList().IndexOf(region.Name), (uint)first, (uint)last);
    }
}

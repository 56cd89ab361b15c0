using Dmm.Tracing;
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
                binding.Report.Error(DiagnosticCodes.NameTaken, key.Location, $"region '{other.Name}' has BAR {number} already", "give each region its own 'bar'");
            var space = entry.Text("space") == "port" ? TraceSpace.Port : TraceSpace.Memory;
            var same = entry.Text("same_as");
            if (same is not null)
                binding.NotExecuted(entry["same_as"]!.Location, "a second region onto the same registers");
            binding.Regions.Add(key.Text, new RegionInfo(key.Text, (int)number, space, (uint)entry.Number("size")!.Value, same, key.Location));
        }
    }

    /// <summary>Reads <c>io+0x05</c>, or each place of <c>io+0x01..0x06</c>; null, with a diagnostic, when it lies outside.</summary>
    public static (int Region, uint First, uint Last)? ReadPlace(Binding binding, YamlScalar scalar, uint bytes = 1)
    {
        var text = scalar.Text;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var name = plus < 0 ? text : text[..plus];
        var range = plus < 0 ? -1 : text.IndexOf("..", plus, StringComparison.Ordinal);
        var first = plus < 0 ? 0 : Sum(range < 0 ? text[(plus + 1)..] : text[(plus + 1)..range]);
        var last = range < 0 ? first + bytes - 1 : Sum(text[(range + 2)..]);
        if (!binding.TryFind(new YamlScalar(name, scalar.Location, quoted: false, verbatim: 0), binding.Regions, "region", out var region))
            return null;
        if (last < first || last >= region.Size)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, scalar.Location,
                last < first ? $"{text} ends before it begins" : $"{text} lies outside region '{name}', which has 0x{region.Size:x} bytes", "");
            return null;
        }
        return (binding.Regions.Values.ToList().IndexOf(region), (uint)first, (uint)last);
    }

    // A row of registers adds its stride: io+0x10+4.
    private static ulong Sum(string text) => text.Split('+').Aggregate(0UL, (sum, part) => sum + Numbers.Parse(part));
}

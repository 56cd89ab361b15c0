using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds checks and the conditions of reusability.</summary>
internal static class CheckBinder
{
    /// <summary>A verdict names failed checks by the bits of one word.</summary>
    private const int Max = 64;

    private static readonly string[] DmaKeys = ["at", "length", "within"];

    public static void BindChecks(Binding binding)
    {
        foreach (var (key, value) in binding.Section("checks"))
        {
            var entry = (YamlMapping)value;
            if (entry["holds"] is null == entry["dma"] is null)
                binding.Report.Error(DiagnosticCodes.WrongChoice, key.Location, "a check says either 'holds' or 'dma'", "'holds: EXPR' for a condition; 'dma: read' with 'at', 'length' and 'within' for a DMA");
            else if (binding.Checks.Count == Max)
                binding.Report.Error(DiagnosticCodes.TooLarge, key.Location, $"more than {Max} checks", "");
            else if (BindCheck(binding, key, entry) is { } check)
            {
                binding.Checks.Add(key.Text, check);
                continue;
            }
            binding.Break(key.Text);
        }
    }

    public static List<ConditionInfo> BindConditions(Binding binding)
    {
        var conditions = new List<ConditionInfo>();
        foreach (var (key, value) in binding.Section("reusable"))
        {
            var entry = value as YamlMapping;
            var holds = binding.Compile(entry is null ? value : entry["holds"], ExpressionType.Bool);
            if (conditions.Count == Max)
                binding.Report.Error(DiagnosticCodes.TooLarge, key.Location, $"more than {Max} conditions", "");
            else if (holds is not null)
                conditions.Add(new ConditionInfo(key.Text, conditions.Count, holds, entry?.Text("because") ?? "", key.Location));
        }
        return conditions;
    }

    private static CheckInfo? BindCheck(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var because = entry.Text("because")!;
        if (entry["holds"] is { } condition)
        {
            if (entry.Entries.FirstOrDefault(each => each.Key.Text is "at" or "length" or "within" or "wraps" or "empty" or "walk").Key is { } stray)
                binding.Report.Error(DiagnosticCodes.WrongChoice, stray.Location, $"'{stray.Text}' belongs to a DMA, this check is a condition", "");
            var holds = binding.Compile(condition, ExpressionType.Bool);
            return holds is null ? null : new CheckInfo(key.Text, binding.Checks.Count, holds, null, because, key.Location);
        }
        var missing = DmaKeys.Where(name => entry[name] is null).ToList();
        if (missing.Count > 0)
        {
            binding.Report.Error(DiagnosticCodes.MissingKey, key.Location, $"a DMA needs {string.Join(", ", missing.Select(name => $"'{name}'"))}", "say where it begins, how many bytes it moves and in which window it must lie");
            return null;
        }
        var dma = BindDma(binding, entry);
        return dma is null ? null : new CheckInfo(key.Text, binding.Checks.Count, null, dma, because, key.Location);
    }

    private static DmaInfo? BindDma(Binding binding, YamlMapping entry)
    {
        var walk = entry.Text("walk");
        if (walk is not null && !DescriptorBinder.Enter(binding, (YamlScalar)entry["walk"]!))
            return null;
        var at = binding.Compile(entry["at"], ExpressionType.Int);
        var length = binding.Compile(entry["length"], ExpressionType.Int);
        var wraps = MemoryBinder.BindWrap(binding, entry);
        binding.Local.Clear();
        var within = new List<WindowInfo>();
        foreach (var name in entry.Scalars("within"))
            if (binding.TryFind(name, binding.Windows, "window", out var window))
                within.Add(window);
        if (at is null || length is null || within.Count == 0 || (wraps is null && entry["wraps"] is not null))
            return null;
        var direction = entry.Text("dma") == "read" ? DmaDirection.Read : DmaDirection.Write;
        return new DmaInfo(direction, at, length, within, wraps, entry.Text("empty") == "allowed", walk);
    }
}

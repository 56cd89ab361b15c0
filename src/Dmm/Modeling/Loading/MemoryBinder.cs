using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds windows, variables, sets of pages and the live parts of on-card memory.</summary>
internal static class MemoryBinder
{
    /// <summary>Bounds the words that one set may take in the state block of every guest.</summary>
    private const int MaxPages = 4096;

    public static void BindWindows(Binding binding)
    {
        foreach (var (key, value) in binding.Section("windows"))
        {
            var entry = (YamlMapping)value;
            var isGuest = entry.Text("space") == "guest";
            var (at, size) = (entry.Number("at"), entry.Number("size"));
            if (isGuest && (at is not null || size is not null))
                binding.Report.Error(DiagnosticCodes.WrongChoice, (entry["at"] ?? entry["size"])!.Location, "the place of guest memory is known only at run time", "leave out 'at' and 'size'");
            else if (!isGuest && (at is null || size is null or 0 || at + size < at))
                binding.Report.Error(DiagnosticCodes.OutOfRange, key.Location, "a window of the card needs 'at' and a 'size' that is not 0 and does not wrap", "");
            else
            {
                if (isGuest)
                    binding.NotExecuted(key.Location, "a window of guest memory");
                binding.Windows.Add(key.Text, new WindowInfo(key.Text, isGuest, at ?? 0, size ?? 0, key.Location));
                continue;
            }
            binding.Break(key.Text);
        }
    }

    public static void BindVariables(Binding binding)
    {
        foreach (var (key, value) in binding.Section("variables", isNamespace: true))
        {
            var entry = (YamlMapping)value;
            var bounds = (YamlScalar)entry["range"]!;
            var max = Numbers.Parse(bounds.Text[3..]);
            var initial = entry.Number("initial") ?? 0;
            if (initial > max)
                binding.Report.Error(DiagnosticCodes.OutOfRange, entry["initial"]!.Location, $"{initial} lies outside {bounds.Text}", "");
            binding.Variables.Add(key.Text, new VariableInfo(key.Text, binding.Words++, max, initial, key.Location));
        }
    }

    public static void BindSets(Binding binding)
    {
        foreach (var (key, value) in binding.Section("sets"))
        {
            var entry = (YamlMapping)value;
            if (!binding.TryFind((YamlScalar)entry["of"]!, binding.Windows, "window", out var window))
            {
                binding.Break(key.Text);
                continue;
            }
            var unit = entry.Number("unit")!.Value;
            if (window.Size / unit > MaxPages)
            {
                binding.Report.Error(DiagnosticCodes.TooLarge, entry["unit"]!.Location, $"{window.Size / unit} pages; a set has at most {MaxPages}", "choose a larger unit");
                binding.Break(key.Text);
                continue;
            }
            var set = new PageSetInfo(key.Text, window, (uint)unit, binding.Words, key.Location);
            binding.Words += set.Words;
            binding.Sets.Add(key.Text, set);
        }
    }

    public static void BindLive(Binding binding)
    {
        foreach (var (key, value) in binding.Section("live"))
        {
            var entry = (YamlMapping)value;
            var isSet = entry["set"] is not null;
            if (isSet == (entry["from"] is not null) || entry["from"] is null != entry["to"] is null)
            {
                binding.Report.Error(DiagnosticCodes.WrongChoice, key.Location, "a live part is either a 'set' or a range with 'from' and 'to'", "");
                binding.Break(key.Text);
                continue;
            }
            PageSetInfo? set = null;
            if (isSet && !binding.TryFind((YamlScalar)entry["set"]!, binding.Sets, "set", out set))
            {
                binding.Break(key.Text);
                continue;
            }
            binding.Live.Add(key.Text, new LiveInfo(key.Text, set,
                binding.Compile(entry["from"], ExpressionType.Int), binding.Compile(entry["to"], ExpressionType.Int), BindWrap(binding, entry), key.Location));
        }
    }

    /// <summary>Where a range wraps, or null.</summary>
    public static WrapInfo? BindWrap(Binding binding, YamlMapping entry)
    {
        if (entry["wraps"] is not YamlMapping wraps)
            return null;
        binding.Report.Enter("wraps");
        var at = binding.Compile(wraps["at"], ExpressionType.Int);
        var to = binding.Compile(wraps["to"], ExpressionType.Int);
        binding.Report.Leave();
        return at is null || to is null ? null : new WrapInfo(at, to);
    }
}

using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds windows, variables and sets of pages.</summary>
internal static class MemoryBinder
{
    /// <summary>Bounds the words that one set may take in the state block of every guest.</summary>
    private const int MaxPages = 4096;

    public static void BindWindows(Binding binding)
    {
        foreach (var (key, value) in binding.Section("windows"))
        {
            var entry = (YamlMapping)value;
            if ((entry.Text("space") == "guest" ? BindGuest(binding, key, entry) : BindCard(binding, key, entry)) is { } window)
                binding.Windows.Add(key.Text, window);
            else
                binding.Break(key.Text);
        }
    }

    public static void BindVariables(Binding binding)
    {
        foreach (var (key, value) in binding.Namespace("variables"))
        {
            var entry = (YamlMapping)value;
            var bounds = entry.Scalar("range")!;
            var max = Numbers.Parse(bounds.Text[3..]);
            var initial = entry.Number("initial") ?? 0;
            if (initial > max)
                binding.Report.Error(DiagnosticCodes.OutOfRange, entry["initial"]!, $"{initial} lies outside {bounds.Text}", "correct it, or the range");
            if (binding.TryTakeWords(key, 1, out var word))
                binding.Variables.Add(key.Text, new VariableInfo(key.Text, word, max, initial, key.Location));
            else
                binding.Break(key.Text);
        }
    }

    public static void BindSets(Binding binding)
    {
        foreach (var (key, value) in binding.Section("sets"))
        {
            if (BindSet(binding, key, (YamlMapping)value) is { } set)
                binding.Sets.Add(key.Text, set);
            else
                binding.Break(key.Text);
        }
    }

    private static WindowInfo? BindGuest(Binding binding, YamlScalar key, YamlMapping entry)
    {
        if ((entry["at"] ?? entry["size"]) is { } place)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, place, "the place of guest memory is known only at run time", "leave out 'at' and 'size'");
            return null;
        }
        return new WindowInfo(key.Text, true, 0, 0, key.Location);
    }

    private static WindowInfo? BindCard(Binding binding, YamlScalar key, YamlMapping entry)
    {
        if (entry.Number("at") is not { } at || entry.Number("size") is not { } size)
        {
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing(entry["at"] is null ? "at" : "size"), $"a window of the card needs {(entry["at"] is null ? "'at'" : "'size'")}", "give both, as the device counts its memory");
            return null;
        }
        if (size == 0 || at + size < at)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, entry["size"]!, size == 0 ? "the window is empty" : $"the window goes on past the last address, 0x{ulong.MaxValue:x}", "correct 'size', or 'at'");
            return null;
        }
        return new WindowInfo(key.Text, false, at, size, key.Location);
    }

    private static PageSetInfo? BindSet(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var of = entry.Scalar("of")!;
        if (!binding.TryFind(of, NameKind.Window, binding.Windows, out var window))
            return null;
        var unit = entry.Number("unit")!.Value;
        if (window.IsGuest)
            binding.Report.Error(DiagnosticCodes.WrongChoice, of, $"'{window.Name}' is the guest's memory; a set is about memory on the card", "name a window with 'space: card'");
        else if (window.Size / unit > MaxPages)
            binding.Report.Error(DiagnosticCodes.TooLarge, entry["unit"]!, $"{window.Size / unit} pages; a set has at most {MaxPages}", "choose a larger unit");
        else if (binding.TryTakeWords(key, (int)((window.Size + unit - 1) / unit + 63) / 64, out var word))
            return new PageSetInfo(key.Text, window, (uint)unit, word, key.Location);
        return null;
    }
}

using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Finds what a guest can change and the context does not speak of.</summary>
/// <remarks>A read that clears is a change too: it takes away what was another guest's. What only the device changes is left to the author.</remarks>
internal static class ContextGaps
{
    /// <summary>Warns of each, at the key of the section: what is missing has no place of its own.</summary>
    public static void Find(Binding binding, YamlScalar key, List<ContextInfo> items)
    {
        var registers = items.Select(item => item.Register).ToHashSet();
        // A row is one declaration.
        foreach (var (register, why) in binding.Registers.Values.Select(register => (register, WhyNamed(binding, register))).Where(each => each.Item2 is not null && !registers.Contains(each.register)).DistinctBy(each => each.register.Location))
            binding.Report.Warn(DiagnosticCodes.Context, key, $"nothing is said of '{register.Name}' (line {register.Location.Line}), which {why}", "add it, with 'restore: none' if nothing is lost");
        var windows = items.Select(item => item.Memory).ToHashSet();
        foreach (var window in binding.Windows.Values.Where(window => !window.IsGuest && !windows.Contains(window)))
            binding.Report.Warn(DiagnosticCodes.Context, key, $"nothing is said of the memory '{window.Name}' (line {window.Location.Line})", "add it, with 'save: none, restore: none' if nothing is lost");
    }

    private static string? WhyNamed(Binding binding, RegisterInfo register) =>
        (register.Access & (AccessWords.Stream | AccessWords.ReadResets)) != 0 || binding.IsIndexData(register) ? null
        : register.IsWritable ? "a guest can write"
        : register.ReadHasSideEffect ? "a guest clears by reading it"
        : null;
}

using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds slots that the device takes in turn.</summary>
internal static class SlotsBinder
{
    public static SlotsInfo? Bind(Binding binding)
    {
        if (binding.Root["slots"] is not YamlMapping entry)
            return null;
        var isFound = DescriptorBinder.TryFindVariable(binding, entry.Scalar("next")!, out var next);
        var rows = new List<IReadOnlyList<RegisterInfo>>();
        foreach (var name in entry.Scalars("registers"))
            if (RowOf(binding, name, next) is { } row)
                rows.Add(row);
            else
                isFound = false;
        var shown = ShownBinder.Bind(binding, entry);
        return isFound ? new SlotsInfo(next!, rows, shown, binding.Root.KeyOf("slots")!.Location) : null;
    }

    private static List<RegisterInfo>? RowOf(Binding binding, YamlScalar name, VariableInfo? next)
    {
        var row = new List<RegisterInfo>();
        foreach (var each in ContextBinder.RowOf(binding, name))
            if (binding.TryFind(each, NameKind.Register, binding.Registers, out var register))
                row.Add(register);
            else
                return null;
        if (next is null)
            return null;
        if ((ulong)row.Count == next.Max + 1 && row.TrueForAll(register => IsLike(register, row[0])))
            return row;
        binding.Report.Error(DiagnosticCodes.OutOfRange, name, $"'{name.Text}' is no row of {next.Max + 1} registers in one place each, as there are values of '{next.Name}'", "name a row of registers that has 'count', or correct the range of the variable");
        return null;
    }

    private static bool IsLike(RegisterInfo register, RegisterInfo first) =>
        register.Places.Count == 1 && register.Readback is null && register.Bytes == first.Bytes && register.Places[0].Region == first.Places[0].Region;
}

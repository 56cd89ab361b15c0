using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the fields of a register and the names of their values.</summary>
internal static class FieldBinder
{
    public static List<FieldInfo> Bind(Binding binding, YamlScalar register, YamlMapping entry, AccessWords access, int width)
    {
        var fields = new List<FieldInfo>();
        foreach (var (key, value) in (entry["fields"] as YamlMapping)?.Entries ?? [])
        {
            var details = value as YamlMapping;
            var bits = (YamlScalar)(details is null ? value : details["bits"]!);
            var (low, high) = NodeReading.Bits(bits);
            if (binding.CheckWord(key) && CheckBits(binding, bits, low, high, width))
            {
                var values = ReadValues(binding, details, high - low + 1);
                fields.Add(new FieldInfo(key.Text, low, high - low + 1, AccessReader.Read(details, access), values, key.Location) { NoCommand = ReadNoCommand(binding, details, values) });
            }
            else
                binding.Break($"{register.Text}.{key.Text}");
        }
        return fields;
    }

    private static bool CheckBits(Binding binding, YamlScalar bits, int low, int high, int width)
    {
        if (low <= high && high < width)
            return true;
        binding.Report.Error(DiagnosticCodes.OutOfRange, bits,
            high < low ? $"bits {bits.Text} end before they begin" : $"bit {high} lies outside the register, which has {width} bits",
            high < low ? $"write {high}..{low}" : "correct it, or give the register its 'size'");
        return false;
    }

    private static ulong? ReadNoCommand(Binding binding, YamlMapping? details, Dictionary<string, ulong> values)
    {
        if (details?["no_command"] is not YamlScalar name)
            return null;
        if (values.TryGetValue(name.Text, out var value))
            return value;
        binding.Report.Error(DiagnosticCodes.UnknownName, name, $"'{Excerpt.Of(name.Text)}' is no value of the field", "name it under 'values' of the field");
        return null;
    }

    private static Dictionary<string, ulong> ReadValues(Binding binding, YamlMapping? details, int width)
    {
        var values = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var (name, node) in (details?["values"] as YamlMapping)?.Entries ?? [])
        {
            var number = Numbers.Parse(((YamlScalar)node).Text);
            if (width < 64 && number >> width != 0)
                binding.Report.Error(DiagnosticCodes.OutOfRange, node, $"{number} needs more bits than the {width} of the field", "correct it, or the bits of the field");
            if (binding.CheckWord(name))
                values.Add(name.Text, number);
        }
        return values;
    }
}

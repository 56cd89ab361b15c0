using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds descriptor structures. They are not executed by this version, so little is kept of them.</summary>
internal static class DescriptorBinder
{
    private static readonly string[] Numbers = ["base", "entries", "head", "tail"];
    private static readonly string[] Conditions = ["last", "owned"];

    public static List<DescriptorInfo> Bind(Binding binding)
    {
        var structures = new List<DescriptorInfo>();
        foreach (var (key, value) in binding.Section("descriptors"))
        {
            var entry = (YamlMapping)value;
            binding.NotExecuted(key, "a descriptor structure");
            List<CompiledExpression?> parts = [.. Numbers.Select(name => binding.Compile(entry, name, ExpressionType.Int))];
            CheckFields(binding, (YamlMapping)entry["entry"]!);
            EnterFields(binding, entry);
            parts.Add(binding.Compile(entry, "next", ExpressionType.Int));
            parts.AddRange(Conditions.Select(name => binding.Compile(entry, name, ExpressionType.Bool)));
            binding.Local.Clear();
            Require(binding, entry, entry.Text("kind") switch
            {
                "ring" => ["entries", "head", "tail"],
                "list" => ["next", "last"],
                _ => [],
            });
            structures.Add(new DescriptorInfo(key.Text, entry.Text("fetched") == "anytime", [.. parts.OfType<CompiledExpression>()], key.Location));
        }
        return structures;
    }

    /// <summary>Makes the fields of a structure's entries known to the expressions that follow; false, with a diagnostic, when there is no such structure.</summary>
    public static bool Enter(Binding binding, YamlScalar name)
    {
        var known = binding.Section("descriptors").ToDictionary(each => each.Key.Text, each => each.Value, StringComparer.Ordinal);
        if (!binding.TryFind(name, NameKind.Descriptors, known, out var entry))
            return false;
        EnterFields(binding, (YamlMapping)entry);
        return true;
    }

    private static IEnumerable<(YamlScalar Name, YamlMapping Field)> FieldsOf(YamlMapping layout) =>
        ((YamlMapping)layout["fields"]!).Entries.Select(entry => (entry.Key, (YamlMapping)entry.Value));

    private static void EnterFields(Binding binding, YamlMapping entry)
    {
        foreach (var (name, field) in FieldsOf((YamlMapping)entry["entry"]!))
        {
            var width = (int)field.Number("size")!.Value * 8;
            if (field.Scalar("bits") is { } bits && NodeReading.Bits(bits) is var (low, high) && low <= high && high < width)
                width = high - low + 1;
            binding.Local[name.Text] = Symbol.Variable(0, width);
        }
    }

    private static void CheckFields(Binding binding, YamlMapping layout)
    {
        var size = layout.Number("size")!.Value;
        foreach (var (name, field) in FieldsOf(layout))
        {
            binding.CheckWord(name);
            var bytes = field.Number("size")!.Value;
            if (field.Number("at")!.Value + bytes > size)
                binding.Report.Error(DiagnosticCodes.OutOfRange, field["at"]!, $"'{name.Text}' ends behind the entry, which has {size} bytes", "correct 'at', or the size of the entry");
            if (field.Scalar("bits") is { } bits && NodeReading.Bits(bits) is var (low, high) && (high < low || high >= (int)bytes * 8))
                binding.Report.Error(DiagnosticCodes.OutOfRange, bits, high < low ? $"bits {bits.Text} end before they begin" : $"bit {high} lies outside the {bytes * 8} bits of the word", "correct it, or 'size'");
        }
    }

    private static void Require(Binding binding, YamlMapping entry, string[] names)
    {
        foreach (var name in names.Where(name => entry[name] is null))
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing(name), $"a {entry.Text("kind")} needs '{name}'", "without it a walk does not know where to begin or end");
    }
}

using Dmm.Expressions;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Checks descriptor structures. They are not executed by this version, so nothing is kept of them but their names.</summary>
internal static class DescriptorBinder
{
    public static void Check(Binding binding)
    {
        foreach (var (key, value) in binding.Section("descriptors"))
        {
            var entry = (YamlMapping)value;
            binding.NotExecuted(key.Location, "a descriptor structure");
            foreach (var name in new[] { "base", "entries", "head", "tail" })
                binding.Compile(entry[name], ExpressionType.Int);
            CheckFields(binding, (YamlMapping)entry["entry"]!);
            EnterFields(binding, entry);
            binding.Compile(entry["next"], ExpressionType.Int);
            foreach (var name in new[] { "last", "owned" })
                binding.Compile(entry[name], ExpressionType.Bool);
            binding.Local.Clear();
            Require(binding, key, entry, entry.Text("kind") switch
            {
                "ring" => ["entries", "head", "tail"],
                "list" => ["next", "last"],
                _ => [],
            });
        }
    }

    /// <summary>Makes the fields of a structure's entries known to the expressions that follow; false, with a diagnostic, when there is no such structure.</summary>
    public static bool Enter(Binding binding, YamlScalar name)
    {
        if (binding.Root["descriptors"] is YamlMapping all && all[name.Text] is YamlMapping entry)
        {
            EnterFields(binding, entry);
            return true;
        }
        if (!binding.IsBroken(name.Text))
            binding.Report.Error(DiagnosticCodes.UnknownName, name.Location, $"there is no descriptor structure '{name.Text}'", "describe it under 'descriptors'");
        return false;
    }

    private static void EnterFields(Binding binding, YamlMapping entry)
    {
        if (entry["entry"] is not YamlMapping layout || layout["fields"] is not YamlMapping fields)
            return;
        foreach (var (name, value) in fields.Entries)
        {
            if (value is not YamlMapping field)
                continue;
            var width = (int)(field.Number("size") ?? 8) * 8;
            if (field["bits"] is YamlScalar bits && NodeReading.Bits(bits) is var (low, high) && low <= high)
                width = high - low + 1;
            binding.Local[name.Text] = Symbol.Variable(0, Math.Clamp(width, 1, 64));
        }
    }

    private static void CheckFields(Binding binding, YamlMapping layout)
    {
        var size = layout.Number("size")!.Value;
        foreach (var (name, value) in ((YamlMapping)layout["fields"]!).Entries)
        {
            var field = (YamlMapping)value;
            if (field.Number("at")!.Value + field.Number("size")!.Value > size)
                binding.Report.Error(DiagnosticCodes.OutOfRange, name.Location, $"'{name.Text}' ends behind the entry, which has {size} bytes", "");
        }
    }

    private static void Require(Binding binding, YamlScalar key, YamlMapping entry, string[] names)
    {
        foreach (var name in names.Where(name => entry[name] is null))
            binding.Report.Error(DiagnosticCodes.MissingKey, key.Location, $"a {entry.Text("kind")} needs '{name}'", "");
    }
}

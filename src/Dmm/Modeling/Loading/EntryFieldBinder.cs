using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the fields of the entries of a descriptor structure.</summary>
internal static class EntryFieldBinder
{
    /// <summary>The fields; null, with diagnostics, when one of them cannot be used.</summary>
    public static List<EntryFieldInfo>? Bind(Binding binding, YamlMapping layout)
    {
        var fields = new List<EntryFieldInfo>();
        var isWhole = true;
        foreach (var (key, value) in ((YamlMapping)layout["fields"]!).Entries)
        {
            if (Bind(binding, key, (YamlMapping)value, layout.Number("size")!.Value) is { } field)
                fields.Add(field);
            else
                isWhole = false;
        }
        return isWhole ? fields : null;
    }

    private static EntryFieldInfo? Bind(Binding binding, YamlScalar key, YamlMapping field, ulong entryBytes)
    {
        var isWhole = binding.CheckWord(key);
        if (key.Text == EntryScope.Here)
        {
            binding.Report.Error(DiagnosticCodes.BadName, key, $"'{key.Text}' is the address of the entry itself", "choose another name");
            isWhole = false;
        }
        var (at, bytes) = (field.Number("at")!.Value, field.Number("size")!.Value);
        if (at + bytes > entryBytes)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, field["at"]!, $"'{key.Text}' ends past the entry, which has {entryBytes} bytes", "correct 'at', or the size of the entry");
            isWhole = false;
        }
        var (low, high) = field.Scalar("bits") is { } bits ? NodeReading.Bits(bits) : (0, (int)bytes * 8 - 1);
        if (high < low || high >= (int)bytes * 8)
        {
            binding.Report.Error(DiagnosticCodes.OutOfRange, field["bits"]!, high < low ? $"bits {field.Text("bits")} end before they begin" : $"bit {high} lies outside the {bytes * 8} bits of the word", "correct it, or 'size'");
            isWhole = false;
        }
        VariableInfo? keep = null;
        if (field.Scalar("keep") is { } kept)
        {
            if (binding.Registers.TryGetValue(kept.Text, out var register))
                keep = new VariableInfo(register.Name, register.Word, ulong.MaxValue >> (64 - 8 * register.Bytes), register.Reset, register.Location);
            else
                isWhole &= DescriptorBinder.TryFindVariable(binding, kept, out keep);
        }
        return isWhole && binding.TryTakeWords(key, 1, out var word)
            ? new EntryFieldInfo(key.Text, (int)at, (int)bytes, low, ulong.MaxValue >> (63 - (high - low)), word, keep) : null;
    }
}

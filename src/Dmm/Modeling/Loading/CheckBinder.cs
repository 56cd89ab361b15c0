using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds checks.</summary>
internal static class CheckBinder
{
    /// <summary>A verdict names failed checks by the bits of one word.</summary>
    private const int Max = 64;

    private static readonly string[] DmaNeeds = ["at", "length", "within"];
    private static readonly string[] DmaKeys = [.. DmaNeeds, "wraps", "empty", "position"];

    public static void Bind(Binding binding)
    {
        var count = 0;
        foreach (var (key, value) in binding.Section("checks"))
        {
            if (count++ == Max)
                binding.Report.Error(DiagnosticCodes.TooLarge, key, $"there are more than {Max} checks", "join conditions with 'and'");
            if (count <= Max && Bind(binding, key, (YamlMapping)value) is { } check)
                binding.Checks.Add(key.Text, check);
            else
                binding.Break(key.Text);
        }
    }

    private static CheckInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        if (entry["holds"] is null == entry["dma"] is null)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, key, "a check says either 'holds' or 'dma'", "'holds: EXPR' for a condition; 'dma: read' with 'at', 'length' and 'within' for a DMA");
            return null;
        }
        DescriptorInfo? walk = null;
        if (entry.Scalar("walk") is { } name && !binding.TryFind(name, NameKind.Descriptors, binding.Descriptors, out walk))
            return null;
        if (entry.KeyOf("where") is { } stray && walk is null)
            binding.Report.Error(DiagnosticCodes.WrongChoice, stray, "'where' chooses entries of a descriptor structure, and none is walked", "add 'walk', or write the condition into 'when' of the rule");
        if (walk is not null)
            EntryScope.Enter(binding, walk);
        var where = binding.Compile(entry, "where", ExpressionType.Bool);
        var holds = entry["holds"] is null ? null : BindCondition(binding, entry);
        var dma = entry["dma"] is null ? null : BindDma(binding, entry);
        binding.Local.Clear();
        return (holds is null && dma is null) || (where is null && entry["where"] is not null) ? null
            : new CheckInfo(key.Text, binding.Checks.Count, holds, dma, entry.Text("because")!, key.Location) { Walk = walk, Where = where };
    }

    private static CompiledExpression? BindCondition(Binding binding, YamlMapping entry)
    {
        foreach (var (stray, _) in entry.Entries.Where(each => DmaKeys.Contains(each.Key.Text)))
            binding.Report.Error(DiagnosticCodes.WrongChoice, stray, $"'{stray.Text}' belongs to a DMA, and this check is a condition", "take it away, or write 'dma' in place of 'holds'");
        return binding.Compile(entry, "holds", ExpressionType.Bool);
    }

    /// <summary>A range of memory that is no DMA, but might be one later.</summary>
    public static DmaInfo? BindRange(Binding binding, YamlMapping entry)
    {
        var (at, length) = (binding.Compile(entry, "at", ExpressionType.Int), binding.Compile(entry, "length", ExpressionType.Int));
        var within = WindowsOf(binding, entry);
        return at is null || length is null || within.Count == 0 ? null : new DmaInfo(DmaDirection.Write, at, length, within, Wraps: null, EmptyAllowed: true, Position: null);
    }

    private static List<WindowInfo> WindowsOf(Binding binding, YamlMapping entry)
    {
        var within = new List<WindowInfo>();
        foreach (var name in entry.Scalars("within"))
            if (binding.TryFind(name, NameKind.Window, binding.Windows, out var window))
                within.Add(window);
        return within;
    }

    private static DmaInfo? BindDma(Binding binding, YamlMapping entry)
    {
        var missing = DmaNeeds.Where(name => entry[name] is null).ToList();
        foreach (var name in missing)
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing(name), $"a DMA needs '{name}'", "say where it begins, how many bytes it moves and in which window it must lie");
        var at = binding.Compile(entry, "at", ExpressionType.Int);
        var length = binding.Compile(entry, "length", ExpressionType.Int);
        var wraps = LiveBinder.BindWrap(binding, entry);
        var within = WindowsOf(binding, entry);
        RegisterInfo? position = null;
        if (entry.Scalar("position") is { } shown && binding.TryFind(shown, NameKind.Register, binding.Registers, out position) && !position.CanBeProbed)
            binding.Report.Error(DiagnosticCodes.WrongChoice, shown, $"'{shown.Text}' cannot be read without a side effect", "name a register that the monitor may read at any time, or leave 'position' out");
        if (missing.Count > 0 || at is null || length is null || within.Count == 0 || (wraps is null && entry["wraps"] is not null))
            return null;
        var direction = entry.Text("dma") == "read" ? DmaDirection.Read : DmaDirection.Write;
        return new DmaInfo(direction, at, length, within, wraps, entry.Text("empty") == "allowed", position);
    }
}

using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the context, and checks that every item can be carried over the way it says.</summary>
internal static class ContextBinder
{
    public static List<ContextInfo> Bind(Binding binding)
    {
        var items = new List<ContextInfo>();
        var isWhole = binding.IsWhole("context");
        foreach (var entry in binding.Root["context"].Mappings())
            isWhole &= Bind(binding, entry, items);
        // After a mistake it is not known what the author meant to say.
        if (isWhole && binding.Root.KeyOf("context") is { } key)
            ContextGaps.Find(binding, key, items);
        return items;
    }

    /// <summary>Adds an item, or several with the same rules; false when one of them is not known.</summary>
    private static bool Bind(Binding binding, YamlMapping entry, List<ContextInfo> items)
    {
        if (entry.Entries.Count(each => each.Key.Text is "register" or "registers" or "memory") != 1)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, entry, "an item is one of 'register', 'registers' or 'memory'", "write an item for each");
            return false;
        }
        var (restore, restoreBy) = BindRestore(binding, entry.Scalar("restore")!);
        var value = binding.Compile(entry, "as", ExpressionType.Int);
        var until = binding.Compile(entry, "until", ExpressionType.Bool);
        var when = binding.Compile(entry, "when", ExpressionType.Bool);
        if (entry.KeyOf("when") is { } whenKey && entry["memory"] is not null)
            binding.Report.Error(DiagnosticCodes.WrongChoice, whenKey, "only a register is restored under a condition", "take it away");
        if (entry.KeyOf("until") is { } untilKey && (restore != RestoreRule.Virtual || entry["memory"] is not null))
            binding.Report.Error(DiagnosticCodes.WrongChoice, untilKey, "only a register that is restored 'virtual' is shown until something happens", "take it away, or write 'restore: virtual'");
        var then = entry.Text("then") ?? "";
        if (restore == RestoreRule.Impossible && then.Length == 0)
            binding.Report.Error(DiagnosticCodes.Context, entry["restore"]!, "it cannot be restored, but what follows from that is not said", "add 'then: ...', for example that a hand-off waits");
        if (entry["memory"] is not null)
            return BindMemory(binding, entry, restore, restoreBy, then, items);
        if (entry.KeyOf("live") is { } live)
            binding.Report.Error(DiagnosticCodes.WrongChoice, live, "only memory has live parts", "take it away, or name the 'memory'");
        var isWhole = true;
        foreach (var name in entry.Scalars(entry["register"] is null ? "registers" : "register").SelectMany(name => RowOf(binding, name)))
        {
            if (!binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
            {
                isWhole = false;
                continue;
            }
            CheckRestore(binding, name, register, restore);
            var (save, saveBy) = BindSave(binding, entry, register);
            items.Add(new ContextInfo(register, null, [], save, saveBy, restore, restoreBy, value, then, name.Location) { Until = until, When = when });
        }
        return isWhole;
    }

    /// <summary>A name, or those of a whole row that it stands for.</summary>
    internal static IEnumerable<YamlScalar> RowOf(Binding binding, YamlScalar name) => RowOf(name, binding.Registers.ContainsKey);

    /// <summary>A name, or those of a whole row that it stands for.</summary>
    internal static IEnumerable<YamlScalar> RowOf(YamlScalar name, Func<string, bool> isThere)
    {
        if (isThere(name.Text) || !isThere($"{name.Text}0"))
            return [name];
        return Enumerable.Range(0, ListShape.MaxItems).Select(number => $"{name.Text}{number}").TakeWhile(isThere)
            .Select(each => new YamlScalar(each, name.Location, name.Path, name.IsQuoted));
    }

    private static bool BindMemory(Binding binding, YamlMapping entry, RestoreRule restore, ProcedureInfo? restoreBy, string then, List<ContextInfo> items)
    {
        if (!binding.TryFind(entry.Scalar("memory")!, NameKind.Window, binding.Windows, out var window))
            return false;
        if (restore == RestoreRule.Write)
            binding.Report.Error(DiagnosticCodes.Context, entry["restore"]!, "memory is restored by a procedure", "name one of 'procedures', or write 'none'");
        if (entry.KeyOf("as") is { } key)
            binding.Report.Error(DiagnosticCodes.WrongChoice, key, "only a register is written with another value", "take it away");
        var live = new List<LiveInfo>();
        foreach (var name in entry.Scalars("live"))
            if (binding.TryFind(name, NameKind.Live, binding.Live, out var part))
                live.Add(part);
        var (save, saveBy) = BindSave(binding, entry, null);
        items.Add(new ContextInfo(null, window, live, save, saveBy, restore, restoreBy, null, then, entry.Location));
        return true;
    }

    private static (SaveRule, ProcedureInfo?) BindSave(Binding binding, YamlMapping entry, RegisterInfo? register)
    {
        var save = entry.Scalar("save");
        switch (save?.Text)
        {
            case null when register is not null:
                return (register.CanBeProbed ? SaveRule.Read : SaveRule.Shadow, null);
            case "read" when register is { CanBeProbed: false } and not { IsReadable: true, ReadsOnlyClear: true }:
                binding.Report.Error(DiagnosticCodes.NotReadable, save, $"'{register.Name}' cannot be read, or not without a side effect", "save its shadow, or say under 'readback' where it can be read");
                return (SaveRule.Shadow, null);
            case "read" when register is not null:
                return (SaveRule.Read, null);
            case "shadow" when register is not null:
                return (SaveRule.Shadow, null);
            case "none":
                return (SaveRule.None, null);
            case null or "read" or "shadow":
                binding.Report.Error(DiagnosticCodes.Context, (YamlNode?)save ?? entry, "memory is saved by a procedure", "name one of 'procedures' under 'save', or write 'none'");
                return (SaveRule.None, null);
            default:
                return binding.TryFind(save, NameKind.Procedure, binding.Procedures, out var procedure) ? (SaveRule.Procedure, procedure) : (SaveRule.None, null);
        }
    }

    private static (RestoreRule, ProcedureInfo?) BindRestore(Binding binding, YamlScalar restore) => restore.Text switch
    {
        "write" => (RestoreRule.Write, null),
        "virtual" => (RestoreRule.Virtual, null),
        "none" => (RestoreRule.None, null),
        "impossible" => (RestoreRule.Impossible, null),
        _ => binding.TryFind(restore, NameKind.Procedure, binding.Procedures, out var procedure) ? (RestoreRule.Procedure, procedure) : (RestoreRule.None, null),
    };

    private static void CheckRestore(Binding binding, YamlScalar name, RegisterInfo register, RestoreRule restore)
    {
        if (restore != RestoreRule.Write)
            return;
        if (register.IsFleeting)
            binding.Report.Error(DiagnosticCodes.Context, name, $"'{register.Name}' holds causes that a write clears; writing cannot set them again", "'restore: virtual': the monitor holds the causes and answers the guest's read");
        else if (!register.IsWritable)
            binding.Report.Error(DiagnosticCodes.Context, name, $"'{register.Name}' is read only and cannot be restored by writing", "'restore: none' if nothing is lost, else 'impossible' with 'then'");
    }
}

using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the context, and checks that every item can be carried over the way it says and that none is forgotten.</summary>
internal static class ContextBinder
{
    public static List<ContextInfo> Bind(Binding binding)
    {
        var items = new List<ContextInfo>();
        if (binding.Root["context"] is not YamlSequence list)
            return items;
        binding.Report.Enter("context");
        var areAllUnderstood = true;
        for (var i = 0; i < list.Items.Count; i++)
        {
            binding.Report.Enter(i);
            var bound = list.Items[i] is YamlMapping entry && ModelGrammar.ContextItem.Accepts(entry) ? BindItem(binding, entry).ToList() : [];
            areAllUnderstood &= bound.Count > 0;
            items.AddRange(bound);
            binding.Report.Leave();
        }
        // What stands in an item that was not understood would be called forgotten.
        if (areAllUnderstood)
            FindForgotten(binding, items, binding.Root.KeyOf("context")!.Location);
        binding.Report.Leave();
        return items;
    }

    private static IEnumerable<ContextInfo> BindItem(Binding binding, YamlMapping entry)
    {
        if (entry.Entries.Count(each => each.Key.Text is "register" or "registers" or "memory") != 1)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, entry.Location, "an item is one of 'register', 'registers' or 'memory'", "");
            yield break;
        }
        var (restore, restoreBy) = BindRestore(binding, (YamlScalar)entry["restore"]!);
        var value = entry["as"] is null ? null : binding.Compile(entry["as"], ExpressionType.Int);
        var then = entry.Text("then") ?? "";
        if (restore == RestoreRule.Impossible && then.Length == 0)
            binding.Report.Error(DiagnosticCodes.Context, entry["restore"]!.Location, "it cannot be restored, but what follows from that is not said", "add 'then: ...', for example that a hand-off waits");
        if (entry["memory"] is YamlScalar memory)
        {
            if (binding.TryFind(memory, binding.Windows, "window", out var window))
            {
                var (by, procedure) = BindSave(binding, entry, null);
                yield return new ContextInfo(null, window, BindLive(binding, entry), by, procedure, restore, restoreBy, value, then, entry.Location);
            }
            yield break;
        }
        foreach (var name in entry.Scalars(entry["register"] is null ? "registers" : "register"))
        {
            if (!binding.TryFind(name, binding.Registers, "register", out var register))
                continue;
            CheckRestore(binding, name, register, restore);
            var (save, saveBy) = BindSave(binding, entry, register);
            yield return new ContextInfo(register, null, [], save, saveBy, restore, restoreBy, value, then, name.Location);
        }
    }

    private static (SaveRule, ProcedureInfo?) BindSave(Binding binding, YamlMapping entry, RegisterInfo? register)
    {
        var save = entry["save"] as YamlScalar;
        switch (save?.Text)
        {
            case null when register is not null:
                return (register.CanBeProbed ? SaveRule.Read : SaveRule.Shadow, null);
            case "read" when register is { CanBeProbed: false }:
                binding.Report.Error(DiagnosticCodes.NotReadable, save.Location, $"'{register.Name}' cannot be read, or not without a side effect", "save its shadow, or say where it can be read back");
                return (SaveRule.Shadow, null);
            case "read" when register is not null:
                return (SaveRule.Read, null);
            case "shadow" when register is not null:
                return (SaveRule.Shadow, null);
            case "none":
                return (SaveRule.None, null);
            case null or "read" or "shadow":
                binding.Report.Error(DiagnosticCodes.Context, (save ?? (YamlNode)entry).Location, "memory is saved by a procedure", "name one under 'save', and describe it under 'procedures'");
                return (SaveRule.None, null);
            default:
                return binding.TryFind(save, binding.Procedures, "procedure", out var procedure) ? (SaveRule.Procedure, procedure) : (SaveRule.None, null);
        }
    }

    private static (RestoreRule, ProcedureInfo?) BindRestore(Binding binding, YamlScalar restore) => restore.Text switch
    {
        "write" => (RestoreRule.Write, null),
        "virtual" => (RestoreRule.Virtual, null),
        "none" => (RestoreRule.None, null),
        "impossible" => (RestoreRule.Impossible, null),
        _ => binding.TryFind(restore, binding.Procedures, "procedure", out var procedure) ? (RestoreRule.Procedure, procedure) : (RestoreRule.None, null),
    };

    private static List<LiveInfo> BindLive(Binding binding, YamlMapping entry)
    {
        var live = new List<LiveInfo>();
        foreach (var name in entry.Scalars("live"))
            if (binding.TryFind(name, binding.Live, "live part", out var part))
                live.Add(part);
        return live;
    }

    private static void CheckRestore(Binding binding, YamlScalar name, RegisterInfo register, RestoreRule restore)
    {
        if (restore != RestoreRule.Write)
            return;
        if (register.IsFleeting)
            binding.Report.Error(DiagnosticCodes.Context, name.Location, $"'{register.Name}' holds causes that a write clears; writing cannot set them again", "'restore: virtual': the monitor holds the causes and answers the guest's read");
        else if (!register.IsWritable)
            binding.Report.Error(DiagnosticCodes.Context, name.Location, $"'{register.Name}' is read only and cannot be restored by writing", "'restore: none' if nothing is lost, else 'impossible' with 'then'");
    }

    // A register may stand twice: first with a value that quiets the device, at the end with its own.
    private static void FindForgotten(Binding binding, List<ContextInfo> items, Location location)
    {
        foreach (var register in binding.Registers.Values)
            if (register.IsWritable && (register.Access & (AccessWords.Stream | AccessWords.ReadResets)) == 0
                && register.Indexed is null && items.All(item => item.Register != register))
                binding.Report.Warn(DiagnosticCodes.Context, location, $"nothing is said of '{register.Name}' (line {register.Location.Line}), which a guest can write", "add it, with 'restore: none' if nothing is lost");
        foreach (var window in binding.Windows.Values)
            if (!window.IsGuest && items.All(item => item.Memory != window))
                binding.Report.Warn(DiagnosticCodes.Context, location, $"nothing is said of the memory '{window.Name}' (line {window.Location.Line})", "add it, with 'save: none, restore: none' if nothing is lost");
    }
}

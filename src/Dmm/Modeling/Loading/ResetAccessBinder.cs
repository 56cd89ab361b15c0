using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the accesses by which a driver resets the whole device.</summary>
internal static class ResetAccessBinder
{
    /// <summary>Those under <c>resets</c>, and reads of the registers that are <c>read-resets</c>.</summary>
    public static List<ResetAccessInfo> Bind(Binding binding)
    {
        var accesses = Bind(binding, binding.Root["resets"].Mappings());
        foreach (var register in binding.Registers.Values)
            if ((register.Access & AccessWords.ReadResets) != 0)
                accesses.Add(new ResetAccessInfo(register, IsWrite: false, CompiledExpression.Always, register.Location));
        return accesses;
    }

    /// <summary>Some accesses, each with its guard.</summary>
    public static List<ResetAccessInfo> Bind(Binding binding, IEnumerable<YamlMapping> entries)
    {
        var accesses = new List<ResetAccessInfo>();
        foreach (var entry in entries)
            Bind(binding, entry, accesses);
        return accesses;
    }

    private static void Bind(Binding binding, YamlMapping entry, List<ResetAccessInfo> accesses)
    {
        var when = entry["when"] is null ? CompiledExpression.Always : binding.Compile(entry, "when", ExpressionType.Bool);
        foreach (var scalar in entry.Scalars("on"))
            if (EventBinder.Bind(binding, scalar) is { } on && IsPossible(binding, scalar, on, entry["when"]) && when is not null)
                accesses.Add(new ResetAccessInfo(on.Register!, on.Kind == EventKind.Write, when, scalar.Location));
    }

    private static bool IsPossible(Binding binding, YamlScalar scalar, EventInfo on, YamlNode? when)
    {
        var isAccess = on.Kind is EventKind.Write or EventKind.Read;
        if (!isAccess)
            binding.Report.Error(DiagnosticCodes.ResetAccess, scalar, $"'{scalar.Text}' is no access of a driver, so it resets nothing", "name a write or a read: write CTRL");
        else if (on.Kind == EventKind.Read && when is not null)
            binding.Report.Error(DiagnosticCodes.ResetAccess, when, $"a read of '{on.Register!.Name}' resets before its value is known, so a guard cannot judge it", "take 'when' away, or give each event an entry of its own");
        else
            return true;
        return false;
    }
}

using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the transitions of machines, and rules.</summary>
internal static class RuleBinder
{
    /// <summary>More than any device needs; bounds the work of finding overlaps.</summary>
    private const int MaxRules = 512;

    public static List<BoundRule> Bind(Binding binding)
    {
        var rules = new List<BoundRule>();
        foreach (var (key, value) in binding.Section("machines"))
            if (binding.Machines.TryGetValue(key.Text, out var machine))
                BindAll(binding, ((YamlMapping)value)["transitions"], machine, rules);
        BindAll(binding, binding.Root["rules"], null, rules);
        return rules;
    }

    private static void BindAll(Binding binding, YamlNode? list, MachineInfo? machine, List<BoundRule> rules)
    {
        foreach (var entry in list.Mappings())
        {
            if (rules.Count == MaxRules)
            {
                binding.Report.Error(DiagnosticCodes.TooLarge, entry, $"there are more than {MaxRules} transitions and rules", "let one of them do what several do alike: 'on' and 'from' take lists");
                return;
            }
            if (Bind(binding, entry, machine, rules.Count) is { } rule)
                rules.Add(new BoundRule(rule, entry));
        }
    }

    private static RuleInfo? Bind(Binding binding, YamlMapping entry, MachineInfo? machine, int index)
    {
        var from = machine is null ? [] : BindFrom(binding, entry, machine);
        var to = machine is null ? null : MachineBinder.Find(binding, entry.Scalar("to")!, machine.Name, machine.States);
        var events = EventBinder.Bind(binding, entry);
        var guard = entry["when"] is null ? CompiledExpression.Always : binding.Compile(entry, "when", ExpressionType.Bool);
        var checks = new List<CheckInfo>();
        foreach (var name in entry.Scalars("check"))
            if (binding.TryFind(name, NameKind.Check, binding.Checks, out var check))
                checks.Add(check);
        var effects = EffectBinder.Bind(binding, entry);
        CheckDeniable(binding, entry, events);
        if (guard is null || events.Count == 0 || from is null || (machine is not null && to is null))
            return null;
        return new RuleInfo
        {
            Index = index, Machine = machine, From = from, To = to, On = events, Guard = guard, Checks = checks, Effects = effects,
            Location = entry.Location,
            GuardLocation = (entry["when"] ?? entry).Location,
        };
    }

    private static void CheckDeniable(Binding binding, YamlMapping entry, List<EventInfo> events)
    {
        if (entry["check"] is { } check && events.FirstOrDefault(each => each.Kind is not (EventKind.Write or EventKind.Read)) is { } past)
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, check, $"'{past}' has happened already and cannot be denied", "put the check on the access that leads to it");
    }

    private static List<StateInfo>? BindFrom(Binding binding, YamlMapping entry, MachineInfo machine)
    {
        var from = new List<StateInfo>();
        var isFine = true;
        foreach (var name in entry.Scalars("from"))
        {
            if (name.Text == MachineBinder.Any)
                from.AddRange(machine.States);
            else if (MachineBinder.Find(binding, name, machine.Name, machine.States) is { } state)
                from.Add(state);
            else
                isFine = false;
        }
        return isFine ? from : null;
    }
}

using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds machines, their transitions, and rules.</summary>
internal static class MachineBinder
{
    /// <summary>The states of all machines are the bits of one word; the last bit is kept set so that a model without machines has a state.</summary>
    private const int MaxStates = 63;

    /// <summary>More than any device needs; bounds the work of finding overlaps.</summary>
    private const int MaxRules = 512;

    /// <summary>Names and states of all machines; they are needed before the first expression is read.</summary>
    public static void BindStates(Binding binding)
    {
        var bit = 0;
        foreach (var (key, value) in binding.Section("machines", isNamespace: true))
        {
            var entry = (YamlMapping)value;
            var states = new List<StateInfo>();
            foreach (var (name, state) in ((YamlMapping)entry["states"]!).Entries)
                states.Add(new StateInfo(name.Text, bit++, ((YamlMapping)state).Flag("reusable"), name.Location));
            if (bit > MaxStates)
            {
                binding.Report.Error(DiagnosticCodes.TooLarge, key.Location, $"more than {MaxStates} states in all machines together", "a machine is one thing that the device does; let variables count");
                binding.Break(key.Text);
                return;
            }
            if (Find(binding, (YamlScalar)entry["initial"]!, key.Text, states) is { } initial)
                binding.Machines.Add(key.Text, new MachineInfo(key.Text, initial, states, key.Location));
            else
                binding.Break(key.Text);
        }
    }

    public static List<RuleInfo> BindRules(Binding binding)
    {
        var rules = new List<RuleInfo>();
        foreach (var (key, value) in binding.Section("machines"))
        {
            if (!binding.Machines.TryGetValue(key.Text, out var machine))
                continue;
            binding.Report.Enter("transitions");
            BindAll(binding, ((YamlMapping)value)["transitions"], machine, rules);
            binding.Report.Leave();
        }
        binding.Report.Enter("rules");
        BindAll(binding, binding.Root["rules"], null, rules);
        binding.Report.Leave();
        return rules;
    }

    private static void BindAll(Binding binding, YamlNode? list, MachineInfo? machine, List<RuleInfo> rules)
    {
        if (list is not YamlSequence sequence)
            return;
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            binding.Report.Enter(i);
            if (rules.Count == MaxRules)
                binding.Report.Error(DiagnosticCodes.TooLarge, sequence.Items[i].Location, $"more than {MaxRules} transitions and rules", "");
            else if (sequence.Items[i] is YamlMapping entry && (machine is null ? ModelGrammar.Rule : ModelGrammar.Transition).Accepts(entry) && Bind(binding, entry, machine, rules.Count) is { } rule)
                rules.Add(rule);
            binding.Report.Leave();
            if (rules.Count == MaxRules)
                return;
        }
    }

    private static RuleInfo? Bind(Binding binding, YamlMapping entry, MachineInfo? machine, int index)
    {
        var from = machine is null ? [] : BindFrom(binding, entry, machine);
        var to = machine is null ? null : Find(binding, (YamlScalar)entry["to"]!, machine.Name, machine.States);
        var events = EventBinder.Bind(binding, entry);
        var guard = entry["when"] is null ? CompiledExpression.Always : binding.Compile(entry["when"], ExpressionType.Bool);
        var checks = new List<CheckInfo>();
        foreach (var name in entry.Scalars("check"))
            if (binding.TryFind(name, binding.Checks, "check", out var check))
                checks.Add(check);
        var effects = EffectBinder.Bind(binding, entry);
        if (guard is null || events.Count == 0 || from is null || (machine is not null && to is null))
            return null;
        if (checks.Count > 0 && events.Any(each => each.Kind is not (EventKind.Write or EventKind.Read)))
            binding.Report.Error(DiagnosticCodes.ImpossibleEvent, entry["check"]!.Location, $"'{events.First(each => each.Kind is not (EventKind.Write or EventKind.Read))}' has happened already and cannot be denied", "put the check on the access that leads to it");
        return new RuleInfo
        {
            Index = index, Machine = machine, From = from, To = to, On = events, Guard = guard, Checks = checks, Effects = effects,
            Location = entry.Location,
        };
    }

    private static List<StateInfo>? BindFrom(Binding binding, YamlMapping entry, MachineInfo machine)
    {
        var from = new List<StateInfo>();
        foreach (var name in entry.Scalars("from"))
        {
            if (name.Text == "any")
                from.AddRange(machine.States);
            else if (Find(binding, name, machine.Name, machine.States) is { } state)
                from.Add(state);
            else
                return null;
        }
        return from;
    }

    private static StateInfo? Find(Binding binding, YamlScalar name, string machine, IReadOnlyList<StateInfo> states)
    {
        var state = states.FirstOrDefault(state => state.Name == name.Text);
        if (state is null)
            binding.Report.Error(DiagnosticCodes.UnknownName, name.Location, $"'{machine}' has no state '{name.Text}'",
                Suggestions.Find(name.Text, states.Select(each => each.Name)) is { } near ? $"did you mean '{near}'?" : $"it has {string.Join(", ", states.Select(each => each.Name))}");
        return state;
    }
}

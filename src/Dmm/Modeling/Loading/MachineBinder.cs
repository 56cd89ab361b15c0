using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds machines and their states, which must be known before the first expression is read.</summary>
internal static class MachineBinder
{
    /// <summary>What 'from' says of every state; no state can be called so.</summary>
    public const string Any = "any";

    /// <summary>The states of all machines are the bits of one word; the last bit is kept set so that a model without machines has a state.</summary>
    private const int MaxStates = 62; // one bit is always set, and one says that the monitor holds something

    public static void BindStates(Binding binding)
    {
        var bit = 0;
        var isFull = false;
        foreach (var (key, value) in binding.Namespace("machines"))
        {
            var entry = (YamlMapping)value;
            var states = isFull ? [] : ReadStates(binding, (YamlMapping)entry["states"]!, bit);
            bit += states.Count;
            if (!isFull && bit > MaxStates)
            {
                isFull = true;
                binding.Report.Error(DiagnosticCodes.TooLarge, key, $"with this machine, all machines together have more than {MaxStates} states", "a machine is one thing that the device does; let variables count");
            }
            if (isFull || states.Count == 0)
                binding.Break(key.Text);
            else
                // With a wrong initial state the rest of the machine can still be checked.
                binding.Machines.Add(key.Text, new MachineInfo(key.Text, Find(binding, entry.Scalar("initial")!, key.Text, states) ?? states[0], states, key.Location));
        }
    }

    /// <summary>The state that a scalar names; null, with a diagnostic, when the machine has none of that name.</summary>
    public static StateInfo? Find(Binding binding, YamlScalar name, string machine, IReadOnlyList<StateInfo> states)
    {
        var state = states.FirstOrDefault(state => state.Name == name.Text);
        if (state is null && !binding.IsBroken($"{machine}.{name.Text}"))
            binding.Unknown(name, $"'{machine}' has no state '{name.Text}'", [.. states.Select(each => each.Name)], "");
        return state;
    }

    private static List<StateInfo> ReadStates(Binding binding, YamlMapping entry, int bit)
    {
        var states = new List<StateInfo>();
        if (entry.Entries.Count == 0)
            binding.Report.Error(DiagnosticCodes.MissingKey, entry, "a machine needs a state", "name what the device is doing: { idle: { reusable: true }, sending: {} }");
        foreach (var (name, state) in entry.Entries)
        {
            if (name.Text == Any)
                binding.Report.Error(DiagnosticCodes.BadName, name, $"'{Any}' means every state in 'from'", "choose another name");
            else
                binding.CheckWord(name);
            states.Add(new StateInfo(name.Text, bit++, ((YamlMapping)state).Flag("reusable"), name.Location));
        }
        return states;
    }
}

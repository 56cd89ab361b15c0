using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.StatelessMachines;

namespace Dmm.Exporting.Stateless;

/// <summary>What everything of a model is called in the exported source.</summary>
internal sealed class CSharpModel
{
    private readonly Dictionary<MachineInfo, string> machines = [];
    private readonly Dictionary<StateInfo, string> states = [];
    private readonly Dictionary<CheckInfo, string> checks = [];
    private readonly Dictionary<ModelTrigger, string> triggers = [];
    private readonly Dictionary<(int Word, int Shift, ulong Mask), string> bits = [];

    public CSharpModel(DeviceModel model)
    {
        Model = model;
        Namespace = new CSharpNames("System", "Stateless").Add(model.Name);
        // What the classes have besides, and types that they name: nothing of a model may hide them.
        string[] known = ["DeviceContext", "DeviceMachines", "Trigger", "StateMachine", "Math", "Action", "List", "IReadOnlyList", "Func", "ToString", "Equals", "GetHashCode", "GetType", "ReferenceEquals"];
        var stems = new CSharpNames([.. known, "Fire", "Reset"]);
        foreach (var machine in model.Machines)
        {
            machines[machine] = stems.Add(machine.Name);
            var scope = new CSharpNames();
            foreach (var state in machine.States)
                states[state] = scope.Add(state.Name);
        }
        var enums = machines.Values.Select(name => $"{name}State").ToList();
        var members = new CSharpNames([.. known, .. enums, "Words", "EventWord", "Old", "Change", "Undo", "Unknown", "Knows", "Differs", "Before", "Set", "Mark", "Reset", "ShiftLeft", "ShiftRight", "Owns", "PassEntries"]);
        foreach (var register in model.Registers)
        {
            bits.TryAdd((register.Word, 0, ulong.MaxValue >> (64 - 8 * register.Bytes)), members.Add(register.Name));
            foreach (var field in register.Fields)
                bits.TryAdd((register.Word, field.Shift, ulong.MaxValue >> (64 - field.Width)), members.Add(register.Name, field.Name));
        }
        foreach (var variable in model.Variables)
            bits.TryAdd((variable.Word, 0, ulong.MaxValue), members.Add(variable.Name));
        if (model.SizeWord != 0)
            bits.TryAdd((model.SizeWord, 0, ulong.MaxValue), members.Add("Size"));
        var methods = new CSharpNames([.. known, .. enums, .. machines.Values, "Fire", "Reset"]);
        foreach (var check in model.Checks)
            checks[check] = methods.Add(check.Name);
        Description = new StatelessDescription(model);
        foreach (var register in model.Registers.Where(register => PartialReads.Of(register).Any()))
            foreach (var rule in model.Rules.Where(rule => PartialReads.Judges(rule, register) && (PartialReads.LookedAt(rule.Guard, register) & ~register.KeptBits) != 0))
                Divided[register.Word] = PartialReads.Unknown(register, bytes: 0, isFollowed: true);
        var events = new CSharpNames();
        foreach (var trigger in Description.Triggers)
            triggers[trigger] = events.Add(trigger.On.Register is { } register ? $"{trigger.On.Kind}_{register.Name}" : trigger.On.Kind.ToString());
    }

    public DeviceModel Model { get; }

    public string Namespace { get; }

    /// <summary>What is exported; live machines are made from the same.</summary>
    public StatelessDescription Description { get; }

    public IEnumerable<(string Name, int Word, int Shift, ulong Mask)> Bits => bits.Select(each => (each.Value, each.Key.Word, each.Key.Shift, each.Key.Mask));

    /// <summary>By word of a register that guests may read in parts, and on whose bits guards wait: the bits of which a read of other bytes tells nothing.</summary>
    public Dictionary<int, ulong> Divided { get; } = [];

    public string Of(MachineInfo machine) => machines[machine];

    public string Of(StateInfo state) => states[state];

    public string Of(CheckInfo check) => checks[check];

    public string Of(ModelTrigger trigger) => triggers[trigger];

    /// <summary>The property with some bits of a word; null if none has just these.</summary>
    public string? Of(int word, int shift, ulong mask) => bits.GetValueOrDefault((word, shift, mask));

    /// <summary>A text that ends no comment and no line.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Select(each => char.IsControl(each) || each is '\u2028' or '\u2029' or '\u0085' ? ' ' : each)).Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text) =>
        $"\"{string.Concat(text.Select(each => each is '"' or '\\' ? $"\\{each}" : char.IsControl(each) || each is '\u2028' or '\u2029' ? " " : each.ToString()))}\"";
}

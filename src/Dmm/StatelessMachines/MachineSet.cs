using Dmm.Memory;
using Dmm.Modeling.Model;
using Stateless;

namespace Dmm.StatelessMachines;

/// <summary>The machines of a model as machines of Stateless, and what an event does to all of them together.</summary>
/// <remarks>
/// Stateless moves one machine at a time, and a model all together or none. So an event is judged first; only when no check fails are the machines
/// fired, with guards that look at the state before the event and not at what another machine has just become. The states stand in word 0 of the
/// state block, outside the machines.
/// </remarks>
internal sealed class MachineSet
{
    private readonly DeviceModel model;
    private readonly ulong[] words;
    private readonly IGuestMemory memory;
    private readonly bool checksRun;
    private readonly StateMachine<string, string>[] machines;
    private readonly List<StatelessMove> moves = [];
    private EventView before;

    public MachineSet(DeviceModel model, StatelessDescription description, ulong[] words, IGuestMemory memory, bool checksRun)
    {
        this.model = model;
        this.words = words;
        this.memory = memory;
        this.checksRun = checksRun;
        before = new EventView(words, -1, 0);
        machines = [.. model.Machines.Select(machine => Configure(machine, description))];
    }

    /// <summary>The machines, in the order of the model.</summary>
    public IReadOnlyList<StateMachine<string, string>> Machines => machines;

    /// <summary>How machines moved since this was last cleared, as Stateless tells it.</summary>
    public List<StatelessMove> Moves => moves;

    /// <summary>The structures of which events gave entries to the device since this was last cleared.</summary>
    public HashSet<DescriptorInfo> Given { get; } = [];

    /// <summary>Judges an event and, unless a check fails, does what it sets off.</summary>
    /// <param name="trigger">The trigger; null when nothing waits for the event.</param>
    /// <param name="eventWord">The word of the event's register, which holds its new value already; -1 for none.</param>
    /// <param name="old">What the register held before.</param>
    /// <param name="unknown">Bits of the register that a read of a part does not show.</param>
    /// <returns>The checks that fail, as bits by their index; where there are any, nothing has changed.</returns>
    public ulong Fire(ModelTrigger? trigger, int eventWord, ulong old, ulong unknown = 0)
    {
        if (trigger is null)
            return 0;
        before = new EventView([.. words], eventWord, old) { Unknown = unknown };
        var firing = trigger.Rules.Where(rule => (rule.Machine is null || (before.Words[0] & rule.FromMask) != 0) && Holds(rule)).ToList();
        var checks = new CheckRun(model, before, memory);
        var failed = 0UL;
        if (checksRun)
            foreach (var check in firing.SelectMany(rule => rule.Checks))
                failed |= checks.Passes(check) ? 0 : 1UL << check.Index;
        if (failed != 0)
            return failed;
        // Computed on the state before, applied after everything has moved.
        var effects = firing.SelectMany(rule => rule.Effects).Select(effect => (effect, Value: before.Number(effect.Value), Length: effect.Length is { } length ? before.Number(length) : 0)).ToList();
        foreach (var machine in machines)
            machine.Fire(trigger.Name);
        checks.Commit(words);
        Given.UnionWith(checks.Walked);
        foreach (var (effect, value, length) in effects)
            Apply(effect, value, length);
        return 0;
    }

    /// <summary>Judges entries that were given on no event; they are the device's unless a check fails.</summary>
    /// <returns>The checks that fail.</returns>
    public ulong Walk(DescriptorInfo structure)
    {
        var checks = new CheckRun(model, new EventView([.. words], -1, 0), memory);
        var failed = 0UL;
        foreach (var check in model.Checks.Where(check => check.Walk?.Root == structure))
            failed |= checks.Passes(check) ? 0 : 1UL << check.Index;
        if (failed == 0)
            checks.Commit(words);
        return failed;
    }

    private StateMachine<string, string> Configure(MachineInfo machine, StatelessDescription description)
    {
        var live = new StateMachine<string, string>(
            () => machine.States.First(state => (words[0] & state.Mask) != 0).Name,
            name => words[0] = words[0] & ~machine.Mask | machine.States.First(state => state.Name == name).Mask);
        foreach (var state in machine.States)
            foreach (var (trigger, rule) in description.PermitsOf(machine, state))
                if (rule.To == state)
                    live.Configure(state.Name).PermitReentryIf(trigger.Name, () => Holds(rule), rule.Guard.Text);
                else
                    live.Configure(state.Name).PermitIf(trigger.Name, rule.To!.Name, () => Holds(rule), rule.Guard.Text);
        live.OnUnhandledTrigger((_, _) => { }); // an event for which no guard holds leaves a machine where it is
        live.OnTransitioned(move => moves.Add(new StatelessMove(machine.Name, move.Source, move.Destination)));
        return live;
    }

    // One with checks is judged on all that is known: a check that is left out would let a DMA pass.
    private bool Holds(RuleInfo rule) => rule.Checks.Count > 0 ? before.Holds(rule.Guard) : before.HoldsForSure(rule.Guard);

    private void Apply(EffectInfo effect, ulong value, ulong length)
    {
        if (effect.Set is not { } set)
        {
            words[effect.Word] = words[effect.Word] & ~(effect.Mask << effect.Shift) | Math.Min(value, effect.Max) << effect.Shift;
            return;
        }
        for (var page = 0; page < set.Pages; page++)
        {
            var start = (UInt128)set.Window.Start + (UInt128)page * set.Unit;
            var end = UInt128.Min(start + set.Unit, (UInt128)set.Window.Start + set.Window.Size);
            if (length == 0 || value >= end || (UInt128)value + length <= start)
                continue;
            ref var bits = ref words[set.Word + page / 64];
            bits = effect.Kind == EffectKind.Mark ? bits | 1UL << page % 64 : bits & ~(1UL << page % 64);
        }
    }
}

/// <summary>A machine that moved.</summary>
/// <param name="Machine">Its name in the model.</param>
/// <param name="From">The state that it left.</param>
/// <param name="To">The state that it entered.</param>
public readonly record struct StatelessMove(string Machine, string From, string To);

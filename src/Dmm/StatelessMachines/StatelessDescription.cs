using Dmm.Modeling.Model;

namespace Dmm.StatelessMachines;

/// <summary>A model as Stateless sees it: triggers, and what each state permits on them. Live machines and exported source are both made from this.</summary>
internal sealed class StatelessDescription
{
    /// <summary>Describes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rules">The transitions and rules that are judged; all of the model when left out.</param>
    public StatelessDescription(DeviceModel model, IReadOnlySet<RuleInfo>? rules = null)
    {
        var judged = model.Rules.Where(rule => rules?.Contains(rule) ?? true).ToList();
        Triggers = [.. judged.SelectMany(rule => rule.On).Distinct().Select(on => new ModelTrigger(on, [.. judged.Where(rule => WaitsFor(rule, on))]))];
    }

    /// <summary>One for each event that a transition or rule waits for.</summary>
    public IReadOnlyList<ModelTrigger> Triggers { get; }

    /// <summary>The trigger of an event; null when nothing waits for it.</summary>
    /// <remarks>A guest's read is an observation too, so where nothing waits for the read itself it has the trigger of the observation.</remarks>
    public ModelTrigger? Find(EventKind kind, RegisterInfo? register) =>
        Triggers.FirstOrDefault(each => each.On.Kind == kind && each.On.Register == register)
            ?? (kind == EventKind.Read ? Find(EventKind.Observe, register) : null);

    /// <summary>What a state of a machine permits, in the order of the model.</summary>
    public IEnumerable<(ModelTrigger Trigger, RuleInfo Rule)> PermitsOf(MachineInfo machine, StateInfo state) =>
        from trigger in Triggers
        from rule in trigger.Rules
        where rule.Machine == machine && rule.From.Contains(state)
        select (trigger, rule);

    // The trigger of a read has the rules of the observation as well.
    private static bool WaitsFor(RuleInfo rule, EventInfo on) => rule.On.Any(other =>
        other == on || (on.Kind == EventKind.Read && other.Kind == EventKind.Observe && other.Register == on.Register));
}

/// <summary>A trigger of Stateless.</summary>
/// <param name="On">The event.</param>
/// <param name="Rules">The transitions and rules that it sets off, in the order of the model.</param>
internal sealed record ModelTrigger(EventInfo On, IReadOnlyList<RuleInfo> Rules)
{
    /// <summary>As a model writes the event: <c>write CR</c>.</summary>
    public string Name => On.ToString();

    /// <summary>The machines that can move on it.</summary>
    public IEnumerable<MachineInfo> Machines => Rules.Select(rule => rule.Machine).OfType<MachineInfo>().Distinct();
}

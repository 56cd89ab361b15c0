using Dmm.Modeling.Model;

namespace Dmm.Exporting.Stateless;

/// <summary>The triggers of the exported source: one for each event that a transition or rule waits for.</summary>
/// <remarks>A guest's read is an observation too, so the trigger of a read has both kinds of rules.</remarks>
internal sealed class TriggerNames
{
    private readonly List<(EventInfo On, string Name)> all = [];

    public TriggerNames(DeviceModel model)
    {
        Model = model;
        var names = new CSharpNames();
        var events = model.Rules.SelectMany(rule => rule.On).Distinct().ToList();
        foreach (var on in events)
            all.Add((on, names.Add(on.Register is null ? on.Kind.ToString() : $"{on.Kind}_{on.Register.Name}")));
    }

    /// <summary>Every trigger with its event.</summary>
    public IReadOnlyList<(EventInfo On, string Name)> All => all;

    private DeviceModel Model { get; }

    /// <summary>What an event sets off, in the order of the model.</summary>
    public IEnumerable<RuleInfo> RulesOf(EventInfo on) => Model.Rules.Where(rule => rule.On.Any(other =>
        other == on || (on.Kind == EventKind.Read && other.Kind == EventKind.Observe && other.Register == on.Register)));
}

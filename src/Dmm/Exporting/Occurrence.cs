using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>Something that happens to a device, and the transitions that wait for it.</summary>
/// <param name="Text">What happens, as a model writes it.</param>
/// <param name="Word">The word of the register it is about; -1 for none.</param>
/// <param name="Rules">The transitions.</param>
internal sealed record Occurrence(string Text, int Word, IReadOnlyList<RuleInfo> Rules)
{
    /// <summary>Everything that any machine waits for. A guest's read is an observation too, so a probe is listed beside it.</summary>
    public static List<Occurrence> All(DeviceModel model)
    {
        var transitions = model.Rules.Where(rule => rule.Machine is not null).ToList();
        var all = new List<Occurrence>();
        foreach (var on in transitions.SelectMany(rule => rule.On).Distinct())
        {
            var rules = transitions.Where(rule => rule.On.Any(other => other == on || IsObservedBy(on, other)));
            all.Add(new Occurrence(on.ToString(), on.Register?.Word ?? -1, [.. rules]));
        }
        return all;
    }

    private static bool IsObservedBy(EventInfo on, EventInfo other) =>
        on.Kind == EventKind.Read && other.Kind == EventKind.Observe && other.Register == on.Register;
}

using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>The graph of all machines together: the combinations of states that can be reached from the first one, and the steps between them.</summary>
/// <remarks>
/// Registers are free in it: a step is there if some values of them allow it. So it may have a combination that no device ever reaches, but it
/// lacks none, unless it says that it is cut.
/// </remarks>
public static class ProductGraph
{
    /// <summary>The most combinations that are drawn; a larger drawing is of no use to anybody.</summary>
    public const int MostNodes = 128;

    private const int MostEdges = 1024;
    private const int MostLines = 4;

    /// <summary>Draws the product of all machines.</summary>
    /// <param name="model">The model.</param>
    /// <param name="use">How often recordings took what; null when none was played.</param>
    public static StateGraph Of(DeviceModel model, GraphUse? use)
    {
        ArgumentNullException.ThrowIfNull(model);
        var finder = new StepFinder(model);
        var occurrences = Occurrence.All(model);
        var nodes = new List<ulong> { model.Machines.Aggregate(0UL, (states, machine) => states | machine.Initial.Mask) };
        var steps = new Dictionary<(ulong From, ulong To), List<string>>();
        var isCut = false;
        for (var i = 0; i < nodes.Count; i++)
            foreach (var occurrence in occurrences)
                foreach (var taken in finder.Find(occurrence, nodes[i]))
                {
                    var to = After(nodes[i], taken);
                    var isNew = !nodes.Contains(to);
                    if ((isNew && nodes.Count == MostNodes) || (steps.Count == MostEdges && !steps.ContainsKey((nodes[i], to))))
                    {
                        isCut = true;
                        continue;
                    }
                    if (isNew)
                        nodes.Add(to);
                    Lines(steps, (nodes[i], to)).Add(EdgeLabel.Of(occurrence.Text, taken));
                }
        return new StateGraph($"{model.Name}: {string.Join(", ", model.Machines.Select(machine => machine.Name))}",
            [.. nodes.Select((states, i) => Node(model, states, i == 0, use))],
            [.. steps.Select(step => new GraphEdge(nodes.IndexOf(step.Key.From), nodes.IndexOf(step.Key.To), Shortened(step.Value), use?.Of(step.Key.From, step.Key.To)))],
            Cut(isCut, finder.IsCut, use?.Outside(steps.Keys) ?? 0));
    }

    private static ulong After(ulong states, IEnumerable<RuleInfo> taken) =>
        taken.Aggregate(states, (after, rule) => (after & ~rule.Machine!.Mask) | rule.To!.Mask);

    private static List<string> Lines(Dictionary<(ulong, ulong), List<string>> steps, (ulong, ulong) step)
    {
        if (!steps.TryGetValue(step, out var lines))
            steps[step] = lines = [];
        return lines;
    }

    private static GraphNode Node(DeviceModel model, ulong states, bool isInitial, GraphUse? use)
    {
        var all = model.Machines.Select(machine => machine.States.First(state => (states & state.Mask) != 0)).ToList();
        return new GraphNode(string.Join(", ", all.Select(state => state.Name)), states, all.TrueForAll(state => state.Reusable), isInitial, use?.WasIn(states) == false);
    }

    private static List<string> Shortened(List<string> lines)
    {
        var distinct = lines.Distinct().ToList();
        return distinct.Count <= MostLines ? distinct : [.. distinct.Take(MostLines - 1), $"and {distinct.Count - MostLines + 1} other ways"];
    }

    private static string? Cut(bool isCut, bool isFinderCut, long outside)
    {
        var parts = new List<string>();
        if (isCut)
            parts.Add($"more can be reached than the {MostNodes} combinations and {MostEdges} steps that are drawn");
        if (isFinderCut)
            parts.Add("some events move so many machines at once that not all steps were tried");
        if (outside > 0)
            parts.Add($"{outside} events of the recordings took several steps at once and are not counted");
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}

using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>The graph of one machine, as its model has it: an edge for each state that a transition leaves.</summary>
public static class MachineGraph
{
    /// <summary>Draws a machine.</summary>
    /// <param name="model">The model.</param>
    /// <param name="machine">One of its machines.</param>
    /// <param name="use">How often recordings took what; null when none was played.</param>
    public static StateGraph Of(DeviceModel model, MachineInfo machine, GraphUse? use)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(machine);
        var nodes = machine.States.Select(state =>
            new GraphNode(state.Name, state.Mask, state.Reusable, state == machine.Initial, use?.WasIn(state.Mask) == false)).ToList();
        var edges = new List<GraphEdge>();
        foreach (var rule in model.Rules.Where(rule => rule.Machine == machine))
            foreach (var from in rule.From.Distinct())
                edges.Add(new GraphEdge(IndexOf(nodes, from), IndexOf(nodes, rule.To!), EdgeLabel.Of(rule), use?.Of(rule, from)));
        return new StateGraph(machine.Name, nodes, edges, null);
    }

    private static int IndexOf(List<GraphNode> nodes, StateInfo state) => nodes.FindIndex(node => node.States == state.Mask);
}

using System.Globalization;
using System.Text;

namespace Dmm.Exporting;

/// <summary>Graphs in the words of Graphviz; several are clusters of one drawing. Reusable states have a double border.</summary>
public static class DotText
{
    private const string Grey = "gray65";

    /// <summary>Writes one drawing.</summary>
    public static string Write(IReadOnlyList<StateGraph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var text = new StringBuilder("digraph {\n    rankdir=TB\n")
            .Append("    node [shape=box style=\"rounded,filled\" fillcolor=white fontname=\"sans-serif\" fontsize=12]\n")
            .Append("    edge [fontname=\"sans-serif\" fontsize=10]\n");
        for (var i = 0; i < graphs.Count; i++)
        {
            var isOne = graphs.Count == 1;
            text.Append(isOne ? "" : $"    subgraph cluster{i} {{\n");
            Append(text, graphs[i], $"g{i}s", isOne ? "    " : "        ");
            text.Append(isOne ? "" : "    }\n");
        }
        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, StateGraph graph, string prefix, string indent)
    {
        var title = graph.Cut is null ? graph.Title : $"{graph.Title}\n({graph.Cut})";
        text.Append($"{indent}label={Quoted(title)} fontname=\"sans-serif\"\n{indent}{prefix}begin [shape=point label=\"\"]\n");
        for (var i = 0; i < graph.Nodes.Count; i++)
            text.Append($"{indent}{prefix}{i} [label={Quoted(graph.Nodes[i].Label)}{Style(graph.Nodes[i])}]\n");
        for (var i = 0; i < graph.Nodes.Count; i++)
            if (graph.Nodes[i].IsInitial)
                text.Append($"{indent}{prefix}begin -> {prefix}{i}\n");
        foreach (var edge in graph.Edges)
            text.Append($"{indent}{prefix}{edge.From} -> {prefix}{edge.To} [label={Quoted(string.Join('\n', edge.Lines))}{Style(edge)}]\n");
    }

    private static string Style(GraphNode node) =>
        $"{(node.IsReusable ? " peripheries=2" : "")}{(node.IsUnused ? $" color={Grey} fontcolor={Grey}" : node.IsReusable ? " fillcolor=\"#dff0d8\"" : "")}";

    /// <summary>Ten times as often is one point wider.</summary>
    private static string Style(GraphEdge edge) => edge.Taken switch
    {
        null => "",
        0 => $" color={Grey} fontcolor={Grey} style=dashed",
        var times => string.Create(CultureInfo.InvariantCulture, $" penwidth={1 + Math.Log10(times.Value):F1}"),
    };

    private static string Quoted(string label)
    {
        var text = new StringBuilder("\"");
        foreach (var each in label)
            text.Append(each switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", _ when char.IsControl(each) => " ", _ => each.ToString() });
        return text.Append('"').ToString();
    }
}

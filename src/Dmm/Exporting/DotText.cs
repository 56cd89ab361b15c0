using System.Globalization;
using System.Text;

namespace Dmm.Exporting;

/// <summary>Graphs in the words of Graphviz; several are clusters of one drawing. Reusable states have a double border.</summary>
/// <remarks>
/// What stands on a way is a node of its own: so Graphviz leads no other way through it. A transition from several states is drawn once.
/// </remarks>
public static class DotText
{
    /// <summary>As dark as text has to be to be read on white.</summary>
    private const string Grey = "gray40";

    private const string Font = "fontname=\"Helvetica,Arial,sans-serif\"";
    private const int LabelWidth = 36;

    /// <summary>Writes one drawing.</summary>
    public static string Write(IReadOnlyList<StateGraph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var text = new StringBuilder("digraph {\n    rankdir=TB ranksep=0.3 nodesep=0.25\n")
            .Append($"    node [shape=box style=\"rounded,filled\" fillcolor=white {Font} fontsize=12]\n")
            .Append("    edge [arrowsize=0.7]\n");
        for (var i = 0; i < graphs.Count; i++)
        {
            var isOne = graphs.Count == 1;
            text.Append(isOne ? "" : $"    subgraph cluster{i} {{\n");
            Append(text, graphs[i], $"g{i}", isOne ? "    " : "        ");
            text.Append(isOne ? "" : "    }\n");
        }
        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, StateGraph graph, string prefix, string indent)
    {
        var title = graph.Cut is null ? graph.Title : $"{graph.Title}\n({graph.Cut})";
        text.Append($"{indent}label={Quoted(title)} {Font}\n{indent}{prefix}begin [shape=point label=\"\"]\n");
        for (var i = 0; i < graph.Nodes.Count; i++)
            text.Append($"{indent}{prefix}s{i} [label={Quoted(graph.Nodes[i].Label)}{Style(graph.Nodes[i])}]\n");
        for (var i = 0; i < graph.Nodes.Count; i++)
            if (graph.Nodes[i].IsInitial)
                text.Append($"{indent}{prefix}begin -> {prefix}s{i}\n");
        var ways = graph.Edges.GroupBy(edge => (edge.To, string.Join('\n', edge.Label))).ToList();
        for (var i = 0; i < ways.Count; i++)
            AppendWay(text, [.. ways[i]], $"{prefix}w{i}", $"{prefix}s", indent);
    }

    /// <summary>A transition from one state or several.</summary>
    private static void AppendWay(StringBuilder text, List<GraphEdge> edges, string name, string states, string indent)
    {
        long? taken = edges.Exists(edge => edge.Taken is not null) ? edges.Sum(edge => edge.Taken ?? 0) : null;
        var lines = (edges[0] with { Taken = taken }).Lines.SelectMany(Folded);
        text.Append($"{indent}{name} [shape=box style=filled color=none margin=\"0.08,0.03\" fontsize=10 label={Quoted(string.Concat(lines.Select(line => line + '\n')), "\\l")}{(taken == 0 ? $" fontcolor={Grey}" : "")}]\n");
        foreach (var edge in edges)
            text.Append($"{indent}{states}{edge.From} -> {name} [arrowhead=none{Style(edge.Taken)}]\n");
        text.Append($"{indent}{name} -> {states}{edges[0].To}{(Style(taken) is { Length: > 0 } style ? $" [{style.TrimStart()}]" : "")}\n");
    }

    private static IEnumerable<string> Folded(string line)
    {
        var begin = "";
        while (begin.Length + line.Length > LabelWidth && line.LastIndexOf(' ', LabelWidth - begin.Length) is var at and > 0)
        {
            yield return begin + line[..at];
            (begin, line) = ("  ", line[(at + 1)..]);
        }
        yield return begin + line;
    }

    private static string Style(GraphNode node) =>
        $"{(node.IsReusable ? " peripheries=2" : "")}{(node.IsUnused ? $" color={Grey} fontcolor={Grey}" : node.IsReusable ? " fillcolor=\"#dff0d8\"" : "")}";

    /// <summary>Ten times as often is one point wider.</summary>
    private static string Style(long? taken) => taken switch
    {
        null => "",
        0 => $" color={Grey} style=dashed",
        var times => string.Create(CultureInfo.InvariantCulture, $" penwidth={1 + Math.Log10(times.Value):F1}"),
    };

    private static string Quoted(string label, string newLine = "\\n")
    {
        var text = new StringBuilder("\"");
        foreach (var each in label)
            text.Append(each switch { '"' => "\\\"", '\\' => "\\\\", '\n' => newLine, _ when char.IsControl(each) => " ", _ => each.ToString() });
        return text.Append('"').ToString();
    }
}

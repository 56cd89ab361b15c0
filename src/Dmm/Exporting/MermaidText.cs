using System.Text;

namespace Dmm.Exporting;

/// <summary>Graphs in the words of Mermaid's <c>stateDiagram-v2</c>, which GitHub draws.</summary>
/// <remarks>
/// Several graphs are composite states of one diagram. Mermaid colours no edges, and no states inside of composite ones; therefore
/// everything that matters is in the text too. A state is declared under a number, because its name may be a word of Mermaid's.
/// </remarks>
public static class MermaidText
{
    /// <summary>Writes one diagram.</summary>
    public static string Write(IReadOnlyList<StateGraph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var graph in graphs.Where(graph => graph.Cut is not null))
            text.Append("    %% ").Append(graph.Cut!.ReplaceLineEndings(" ")).Append('\n');
        if (graphs.Count == 1)
        {
            Append(text, graphs[0], "s", "    ");
            AppendColours(text, graphs[0]);
        }
        else
        {
            for (var i = 0; i < graphs.Count; i++)
            {
                text.Append($"    state \"{Escaped(graphs[i].Title)}\" as m{i} {{\n");
                Append(text, graphs[i], $"m{i}s", "        ");
                text.Append("    }\n");
            }
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, StateGraph graph, string prefix, string indent)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
            text.Append($"{indent}state \"{Escaped(Label(graph.Nodes[i]))}\" as {prefix}{i}\n");
        for (var i = 0; i < graph.Nodes.Count; i++)
            if (graph.Nodes[i].IsInitial)
                text.Append($"{indent}[*] --> {prefix}{i}\n");
        foreach (var edge in graph.Edges)
            text.Append($"{indent}{prefix}{edge.From} --> {prefix}{edge.To}: {string.Join("<br/>", edge.Lines.Select(Escaped))}\n");
    }

    private static string Label(GraphNode node) =>
        $"{node.Label}{(node.IsReusable ? " (reusable)" : "")}{(node.IsUnused ? " (never)" : "")}";

    private static void AppendColours(StringBuilder text, StateGraph graph)
    {
        AppendColour(text, graph, "reusable", "fill:#dff0d8,stroke:#3c763d,color:#000", node => node.IsReusable && !node.IsUnused);
        AppendColour(text, graph, "never", "fill:#eee,stroke:#aaa,color:#888", node => node.IsUnused);
    }

    private static void AppendColour(StringBuilder text, StateGraph graph, string name, string style, Func<GraphNode, bool> has)
    {
        var nodes = Enumerable.Range(0, graph.Nodes.Count).Where(i => has(graph.Nodes[i])).Select(i => $"s{i}").ToList();
        if (nodes.Count > 0)
            text.Append($"    classDef {name} {style}\n    class {string.Join(',', nodes)} {name}\n");
    }

    /// <summary>What would end a label, begin an element or be an entity of its own is written as an entity.</summary>
    private static string Escaped(string label)
    {
        var text = new StringBuilder();
        foreach (var each in label)
            text.Append(each switch
            {
                '#' or ';' or ':' or '"' or '<' or '>' or '&' or '{' or '}' or '%' or '\\' or '`' => $"#{(int)each};",
                _ when char.IsControl(each) => " ",
                _ => each.ToString(),
            });
        return text.ToString();
    }
}

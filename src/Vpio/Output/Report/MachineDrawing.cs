using System.Globalization;
using Dmm.Exporting;

namespace Vpio.Output.Report;

/// <summary>A machine as SVG, with how often each transition was taken: states in a row, ways to the right above it, to the left below.</summary>
internal static class MachineDrawing
{
    private const int WideStep = 210;
    private const int NarrowStep = 150;
    private const int FewStates = 5;
    private const int HalfWidth = 62;
    private const int HalfHeight = 22;
    private const int Loop = 52;

    public static void Write(Html html, StateGraph graph)
    {
        var ways = graph.Edges.GroupBy(edge => (edge.From, edge.To)).ToList();
        var reach = ways.Select(way => Math.Abs(way.Key.From - way.Key.To)).DefaultIfEmpty(0).Max();
        // A curve reaches three quarters of the way to its control points; the rest is for the label.
        var middle = HalfHeight + Math.Max(Loop, Peak(reach)) * 3 / 4 + 30;
        var step = graph.Nodes.Count > FewStates ? NarrowStep : WideStep;
        var (width, height) = (graph.Nodes.Count * step, 2 * middle);
        html.Line($"<div class=\"machine scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Diagram of {Html.Text(graph.Title)}\">");
        html.Line($"<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"States and transitions of {Html.Text(graph.Title)}; the table below says the same\">");
        var labels = new List<string>();
        foreach (var way in ways.OrderByDescending(way => Math.Abs(way.Key.From - way.Key.To)))
            labels.Add(WriteWay(html, (way.Key.From, Centre(way.Key.From, step)), (way.Key.To, Centre(way.Key.To, step)), [.. way], middle));
        for (var i = 0; i < graph.Nodes.Count; i++)
            WriteNode(html, graph.Nodes[i], Centre(i, step), middle);
        foreach (var label in labels)
            html.Line(label); // over every way, so that none crosses it
        html.Line("</svg></div>");
        WriteTable(html, graph);
    }

    private static void WriteNode(Html html, GraphNode node, int x, int y)
    {
        html.Line($"<g{(node.IsUnused ? " class=\"never\"" : "")}><title>{Html.Text(node.Label)}{(node.IsReusable ? ", reusable" : "")}{(node.IsUnused ? ", never entered" : "")}</title>");
        html.Line($"<rect class=\"node{(node.IsReusable ? " good" : "")}\" x=\"{x - HalfWidth}\" y=\"{y - HalfHeight}\" width=\"{2 * HalfWidth}\" height=\"{2 * HalfHeight}\" rx=\"9\"/>");
        html.Line($"<text x=\"{x}\" y=\"{y + 5}\">{Html.Text(Shortened(node.Label))}</text></g>");
    }

    /// <summary>Draws a way; its label is returned.</summary>
    private static string WriteWay(Html html, (int Index, int X) from, (int Index, int X) to, IReadOnlyList<GraphEdge> edges, int middle)
    {
        var times = edges.Sum(edge => edge.Taken ?? 0);
        var width = Number(times == 0 ? 1 : 1.2 + Math.Log10(times));
        var (x0, x1, side) = (from.X, to.X, from.Index <= to.Index ? -1 : 1);
        var y = middle + side * HalfHeight;
        // A way to itself is a loop above; others are arcs that rise with their length.
        var (begin, end, peak) = from.Index == to.Index ? (x0 - 18, x1 + 18, Loop)
            : (x0 - side * Foot(to.Index - from.Index), x1 + side * Foot(to.Index - from.Index), Peak(Math.Abs(from.Index - to.Index)));
        var top = y + side * peak;
        html.Line($"<g{(times == 0 ? " class=\"never\"" : "")}><title>{Html.Text(string.Join("; ", edges.Select(edge => $"{string.Join(" ", edge.Label)}: {Times(edge.Taken ?? 0)}")))}</title>");
        html.Line($"<path class=\"edge\" stroke-width=\"{width}\" d=\"M {begin} {y} C {begin} {top} {end} {top} {end} {y + side * 7}\"/>");
        html.Line($"<path class=\"head\" d=\"M {end} {y} l -5 {side * 9} l 10 0 z\"/></g>");
        return $"<text class=\"small\" x=\"{(begin + end) / 2}\" y=\"{y + side * (peak * 3 / 4) + (side < 0 ? -6 : 15)}\">{Html.Text(Times(times))}</text>";
    }

    private static void WriteTable(Html html, StateGraph graph)
    {
        html.Line($"<details><summary>Transitions of {Html.Text(graph.Title)} as a table</summary>");
        html.Table($"Transitions of {graph.Title}", ["from", "to", "event, guard, checks", "#taken"], graph.Edges.Select(edge => new[]
        {
            Html.Text(graph.Nodes[edge.From].Label), Html.Text(graph.Nodes[edge.To].Label), $"<code>{string.Join("<br>", edge.Label.Select(Html.Text))}</code>",
            Figures.Count(edge.Taken ?? 0),
        }));
        html.Line("</details>");
    }

    private static string Times(long times) => times switch { 0 => "never", 1 => "once", _ => $"{Figures.Count(times)} times" };

    /// <summary>How far from the middle of its state an arc begins: a longer one farther out, so that it does not cross the label of a shorter one.</summary>
    private static int Foot(int distance) => Math.Max(22 - 14 * (Math.Abs(distance) - 1), 8 - HalfWidth);

    private static int Peak(int distance) => 18 + 54 * distance;

    private static int Centre(int index, int step) => step / 2 + index * step;

    private static string Shortened(string label) => label.Length <= 16 ? label : $"{label[..15]}…";

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}

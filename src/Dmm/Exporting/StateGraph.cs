namespace Dmm.Exporting;

/// <summary>A machine, or the product of all, as a graph: what every format of a drawing is written from.</summary>
/// <param name="Title">What is drawn.</param>
/// <param name="Nodes">The states.</param>
/// <param name="Edges">The transitions.</param>
/// <param name="Cut">What was left out because there is too much of it; null when all is there.</param>
public sealed record StateGraph(string Title, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, string? Cut);

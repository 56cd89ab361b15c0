using System.Text.Json.Nodes;
using Dmm.Exporting;
using Dmm.Modeling.Model;

namespace Vpio.Output;

/// <summary>Machines as nodes and edges, for programs that draw them in their own way.</summary>
internal static class GraphJson
{
    public static JsonObject Write(DeviceModel model, IEnumerable<StateGraph> graphs) => new()
    {
        ["model"] = model.Name,
        ["variant"] = model.Variant,
        ["graphs"] = JsonText.List(graphs.Select(Graph)),
    };

    private static JsonNode Graph(StateGraph graph) => new JsonObject
    {
        ["title"] = graph.Title,
        ["cut"] = graph.Cut,
        ["nodes"] = JsonText.List(graph.Nodes.Select(Node)),
        ["edges"] = JsonText.List(graph.Edges.Select(edge => Edge(graph, edge))),
    };

    private static JsonNode Node(GraphNode node) => new JsonObject
    {
        ["name"] = node.Label, ["reusable"] = node.IsReusable, ["initial"] = node.IsInitial, ["unused"] = node.IsUnused,
    };

    private static JsonNode Edge(StateGraph graph, GraphEdge edge) => new JsonObject
    {
        ["from"] = graph.Nodes[edge.From].Label,
        ["to"] = graph.Nodes[edge.To].Label,
        ["label"] = JsonText.List(edge.Label.Select(line => (JsonNode)line)),
        ["taken"] = edge.Taken,
    };
}

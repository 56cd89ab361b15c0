using Dmm.Exporting;
using Dmm.Tests.Replaying;

namespace Dmm.Tests.Exporting;

public class MachineGraphTests
{
    private static readonly StateGraph Graph = MachineGraph.Of(Sender.Tables.Model, Sender.Tables.Model.Machines[0], null);

    [Fact]
    public void EveryStateIsANode() => Assert.Equal(["idle", "sending"], Graph.Nodes.Select(node => node.Label));

    [Fact]
    public void ReusableAndInitialStatesAreTold() =>
        Assert.Equal([(true, true), (false, false)], Graph.Nodes.Select(node => (node.IsReusable, node.IsInitial)));

    [Fact]
    public void EachStateThatATransitionLeavesHasAnEdge() =>
        Assert.Equal([(0, 1), (1, 1), (1, 0), (1, 0)], Graph.Edges.Select(edge => (edge.From, edge.To)));

    [Fact]
    public void AnEdgeHasEventGuardAndChecks() => Assert.Equal(["write CR", "[CR.GO and not CR.STOP]", "check in_ram"], Graph.Edges[0].Label);

    [Fact]
    public void WithoutRecordingsNothingIsWeighted() => Assert.All(Graph.Edges, edge => Assert.Null(edge.Taken));

    [Fact]
    public void RecordingsTellHowOftenAnEdgeWasTaken()
    {
        var use = new GraphUse();
        use.Add(Sender.Tables, new EventsReader([.. DecodingTests.Started, EventsReader.Write(0, 1), EventsReader.Read(4, 1)]));
        use.Add(Sender.Tables, new EventsReader(DecodingTests.Started));

        var graph = MachineGraph.Of(Sender.Tables.Model, Sender.Tables.Model.Machines[0], use);

        Assert.Equal([2, 1, 1, 0], graph.Edges.Select(edge => edge.Taken));
        Assert.DoesNotContain(graph.Nodes, node => node.IsUnused);
    }

    [Fact]
    public void AStateThatNoRecordingCameToIsUnused()
    {
        var use = new GraphUse();
        use.Add(Sender.Tables, new EventsReader([EventsReader.Write(5, 1)]));

        Assert.Equal([false, true], MachineGraph.Of(Sender.Tables.Model, Sender.Tables.Model.Machines[0], use).Nodes.Select(node => node.IsUnused));
    }
}

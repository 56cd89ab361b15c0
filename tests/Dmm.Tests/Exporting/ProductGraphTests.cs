using Dmm.Exporting;
using Dmm.Modeling.Model;
using Dmm.Tests.Ne2k;
using Dmm.Tests.Replaying;
using Dmm.Tests.Semantics;

namespace Dmm.Tests.Exporting;

public class ProductGraphTests
{
    [Fact]
    public void EveryCombinationThatCanBeReachedIsANode() =>
        Assert.Equal(["idle, moving", "idle, still", "sending, moving", "sending, still"], Labels(ProductGraph.Of(Sender.Tables.Model, null)));

    [Fact]
    public void ACombinationIsReusableWhenEveryStateIs() =>
        Assert.Equal("idle, still", Assert.Single(ProductGraph.Of(Sender.Tables.Model, null).Nodes, node => node.IsReusable).Label);

    [Fact]
    public void MachinesThatMoveTogetherAlwaysLeaveNoStepApart() =>
        Assert.Equal(["a0, b0", "a1, b1"], Labels(Two("when: CR.GO", "when: CR.GO")));

    [Fact]
    public void GuardsThatExcludeEachOtherAreNeverTakenTogether()
    {
        var graph = Two("when: CR.GO", "when: not CR.GO");

        Assert.DoesNotContain(graph.Edges, edge => graph.Nodes[edge.From].Label == "a0, b0" && graph.Nodes[edge.To].Label == "a1, b1");
        Assert.Contains("a1, b1", Labels(graph)); // one after the other
    }

    [Fact]
    public void AGuardThatReadsAnotherMachineIsAskedInTheStateItIsIn() =>
        Assert.Equal(["a0, b0", "a1, b0", "a1, b1"], Labels(Two("when: CR.GO", "when: CR.STOP and a is a1")));

    [Fact]
    public void TheNe2000HasTheProductOfItsTwoMachines()
    {
        var graph = ProductGraph.Of(Ne2kModel.Load("dp8390"), null);

        Assert.Equal(9, graph.Nodes.Count);
        Assert.Null(graph.Cut);
    }

    [Fact]
    public void WhatIsTooLargeIsCutAndSaysSo()
    {
        var graph = ProductGraph.Of(Ten(), null);

        Assert.Equal(ProductGraph.MostNodes, graph.Nodes.Count);
        Assert.Contains("more can be reached", graph.Cut, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsOfARecordingAreCounted()
    {
        var use = new GraphUse();
        use.Add(Sender.Tables, new EventsReader([.. DecodingTests.Started, EventsReader.Read(4, 1)]));

        var graph = ProductGraph.Of(Sender.Tables.Model, use);

        Assert.Equal(2, graph.Edges.Sum(edge => edge.Taken));
        Assert.Equal(2, graph.Nodes.Count(node => node.IsUnused));
    }

    private static IEnumerable<string> Labels(StateGraph graph) => graph.Nodes.Select(node => node.Label).Order(StringComparer.Ordinal);

    private static StateGraph Two(string a, string b) => ProductGraph.Of(SmallDevice.Load($$"""
        registers: { CR: { at: io+0x00, fields: { GO: 0, STOP: 1 } } }
        machines:
          a: { initial: a0, states: { a0: {}, a1: {} }, transitions: [{ from: a0, to: a1, on: write CR, {{a}} }] }
          b: { initial: b0, states: { b0: {}, b1: {} }, transitions: [{ from: b0, to: b1, on: write CR, {{b}} }] }
        """).Model ?? throw new InvalidOperationException(), null);

    /// <summary>Ten machines that one write moves, each by a bit of its own.</summary>
    private static DeviceModel Ten() => SmallDevice.Load(
        "registers: { CR: { at: io+0x00..0x01 } }\nmachines:\n"
        + string.Concat(Enumerable.Range(0, 10).Select(i =>
            $"  m{i}: {{ initial: off, states: {{ off: {{}}, on: {{}} }}, transitions: [{{ from: off, to: on, on: write CR, when: (CR & {1 << i}) != 0 }}] }}\n"))).Model
        ?? throw new InvalidOperationException();
}

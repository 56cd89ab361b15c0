using Dmm.Exporting;

namespace Dmm.Tests.Exporting;

public class DotTextTests
{
    private static readonly GraphNode Idle = new("idle", 1, true, true, false);
    private static readonly GraphNode Stopped = new("stopped", 2, false, false, true);

    [Fact]
    public void AReusableStateHasADoubleBorder() => Assert.Contains("g0s0 [label=\"idle\" peripheries=2", Write(), StringComparison.Ordinal);

    [Fact]
    public void WhatWasNeverReachedIsGrey() => Assert.Contains("g0s1 [label=\"stopped\" color=gray65 fontcolor=gray65]", Write(), StringComparison.Ordinal);

    [Fact]
    public void WhatWasNeverTakenIsGreyToo() => Assert.Contains("[label=\"a\\nnever taken\" color=gray65 fontcolor=gray65 style=dashed]", Write(new GraphEdge(0, 1, ["a"], 0)), StringComparison.Ordinal);

    [Fact]
    public void WhatIsTakenMoreOftenIsWider() => Assert.Contains("taken 1000 times\" penwidth=4.0]", Write(new GraphEdge(0, 1, ["a"], 1000)), StringComparison.Ordinal);

    [Fact]
    public void QuotesAndBackslashesStayInsideALabel() => Assert.Contains("[label=\"a \\\"b\\\" \\\\\"]", Write(new GraphEdge(0, 1, ["a \"b\" \\"], null)), StringComparison.Ordinal);

    [Fact]
    public void SeveralGraphsAreClusters() =>
        Assert.Equal(2, DotText.Write([new StateGraph("a", [Idle], [], null), new StateGraph("b", [Idle], [], null)]).Split("subgraph cluster").Length - 1);

    private static string Write(params GraphEdge[] edges) => DotText.Write([new StateGraph("m", [Idle, Stopped], edges, null)]);
}

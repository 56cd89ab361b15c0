using Dmm.Exporting;

namespace Dmm.Tests.Exporting;

public class DotTextTests
{
    private static readonly GraphNode Idle = new("idle", 1, true, true, false);
    private static readonly GraphNode Stopped = new("stopped", 2, false, false, true);

    [Fact]
    public void AReusableStateHasADoubleBorder() => Assert.Contains("g0s0 [label=\"idle\" peripheries=2", Write(), StringComparison.Ordinal);

    [Fact]
    public void WhatWasNeverReachedIsGrey() => Assert.Contains("g0s1 [label=\"stopped\" color=gray40 fontcolor=gray40]", Write(), StringComparison.Ordinal);

    [Fact]
    public void WhatWasNeverTakenIsGreyToo()
    {
        var text = Write(new GraphEdge(0, 1, ["a"], 0));

        Assert.Contains("label=\"a\\lnever taken\\l\" fontcolor=gray40]", text, StringComparison.Ordinal);
        Assert.Contains("g0s0 -> g0w0 [arrowhead=none color=gray40 style=dashed]", text, StringComparison.Ordinal);
        Assert.Contains("g0w0 -> g0s1 [color=gray40 style=dashed]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsTakenMoreOftenIsWider() => Assert.Contains("g0w0 -> g0s1 [penwidth=4.0]", Write(new GraphEdge(0, 1, ["a"], 1000)), StringComparison.Ordinal);

    [Fact]
    public void WayFromSeveralStatesIsDrawnOnceWithAllItsTimes()
    {
        var text = Write(new GraphEdge(0, 1, ["a"], 3), new GraphEdge(1, 1, ["a"], 4));

        Assert.Equal(2, text.Split("label=\"a").Length);
        Assert.Contains("taken 7 times", text, StringComparison.Ordinal);
        Assert.Contains("g0s0 -> g0w0 [", text, StringComparison.Ordinal);
        Assert.Contains("g0s1 -> g0w0 [", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LongGuardIsFolded() =>
        Assert.Contains("label=\"[A.ONE and B.TWO and C.THREE and\\l  D.FOUR and E.FIVE]\\l\"", Write(new GraphEdge(0, 1, ["[A.ONE and B.TWO and C.THREE and D.FOUR and E.FIVE]"], null)), StringComparison.Ordinal);

    [Fact]
    public void QuotesAndBackslashesStayInsideALabel() => Assert.Contains("label=\"a \\\"b\\\" \\\\\\l\"]", Write(new GraphEdge(0, 1, ["a \"b\" \\"], null)), StringComparison.Ordinal);

    [Fact]
    public void SeveralGraphsAreClusters() =>
        Assert.Equal(2, DotText.Write([new StateGraph("a", [Idle], [], null), new StateGraph("b", [Idle], [], null)]).Split("subgraph cluster").Length - 1);

    private static string Write(params GraphEdge[] edges) => DotText.Write([new StateGraph("m", [Idle, Stopped], edges, null)]);
}

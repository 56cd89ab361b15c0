using System.Text.RegularExpressions;
using Dmm.Exporting;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Exporting;

/// <summary>What Mermaid asks of a state diagram, and how names and guards out of a model get through it.</summary>
public class MermaidTextTests
{
    private static readonly GraphNode Idle = new("idle", 1, true, true, false);
    private static readonly GraphNode End = new("end", 2, false, false, true);

    [Fact]
    public void AGraphIsAStateDiagram() => Assert.Equal("""
        stateDiagram-v2
            state "idle (reusable)" as s0
            state "end (never)" as s1
            [*] --> s0
            s0 --> s1: write CR<br/>[CR.GO]<br/>never taken
            classDef reusable fill:#dff0d8,stroke:#3c763d,color:#000
            class s0 reusable
            classDef never fill:#eee,stroke:#aaa,color:#888
            class s1 never

        """.ReplaceLineEndings("\n"), MermaidText.Write([new StateGraph("m", [Idle, End], [new GraphEdge(0, 1, ["write CR", "[CR.GO]"], 0)], null)]));

    [Fact]
    public void SeveralGraphsAreCompositeStatesWithNamesOfTheirOwn()
    {
        var text = MermaidText.Write([new StateGraph("one", [Idle], [], null), new StateGraph("two", [Idle], [], null)]);

        Assert.Contains("    state \"one\" as m0 {\n        state \"idle (reusable)\" as m0s0\n        [*] --> m0s0\n    }\n", text, StringComparison.Ordinal);
        Assert.Contains("        [*] --> m1s0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("class", text, StringComparison.Ordinal); // Mermaid would make new states of it
    }

    [Theory]
    [InlineData("[A >= 1]", "[A #62;= 1]")]
    [InlineData("a: b; c", "a#58; b#59; c")]
    [InlineData("say \"x\" #1", "say #34;x#34; #35;1")]
    [InlineData("a\nb", "a b")]
    public void WhatMermaidWouldTakeForItsOwnIsAnEntity(string label, string written) =>
        Assert.Contains($"s0 --> s0: {written}\n", MermaidText.Write([new StateGraph("m", [Idle], [new GraphEdge(0, 0, [label], null)], null)]), StringComparison.Ordinal);

    [Fact]
    public void NoLabelLeavesItsLine() => Prop.ForAll<string>(label =>
    {
        var text = MermaidText.Write([new StateGraph("m", [Idle], [new GraphEdge(0, 0, [label ?? ""], null)], null)]);

        var written = Assert.Single(text.Split('\n'), line => line.StartsWith("    s0 --> s0: ", StringComparison.Ordinal));
        Assert.DoesNotMatch("[:;<>\"{}]", Regex.Replace(written["    s0 --> s0: ".Length..], "#[0-9]+;", ""));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, "taken once")]
    [InlineData(1914, "taken 1914 times")]
    public void HowOftenAnEdgeWasTakenIsSaid(long taken, string written) =>
        Assert.Contains($": x<br/>{written}\n", MermaidText.Write([new StateGraph("m", [Idle], [new GraphEdge(0, 0, ["x"], taken)], null)]), StringComparison.Ordinal);

    [Fact]
    public void WhatWasCutIsSaid() => Assert.Contains("    %% too much\n", MermaidText.Write([new StateGraph("m", [Idle], [], "too much")]), StringComparison.Ordinal);
}

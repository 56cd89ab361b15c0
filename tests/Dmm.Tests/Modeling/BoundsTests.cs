using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;

namespace Dmm.Tests.Modeling;

/// <summary>Files that are small for a disk and large for a model: what they take is bounded by construction.</summary>
public class BoundsTests
{
    private const string Head = """
        model: nic
        title: A NIC
        soundness: pio-only
        regions: { io: { space: port, size: 0x100000 } }

        """;

    private const string Idle = "machines: { m: { initial: s, states: { s: {} }, transitions: [] } }\n";

    [Fact]
    public void AFileOfTheLargestSizeIsRead()
    {
        var text = Head + "registers: { R: { at: io } }\n" + Idle;
        Assert.Empty(Loading.Faults(text + new string('#', ModelLoader.MaxBytes - text.Length)));
    }

    [Fact]
    public void ALargerOneIsNot() => Assert.Equal(["VP101 1:1"], Loading.Faults(new byte[ModelLoader.MaxBytes + 1]));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("---\n")]
    [InlineData("null\n")]
    public void NothingIsNoModel(string text) => Assert.Equal(["VP109 1:1"], Loading.Faults(text));

    [Fact]
    public void AnotherEncodingIsNoText() => Assert.Equal(DiagnosticCodes.NotText, ModelLoader.CheckAll("nic.yaml", Encoding.Unicode.GetBytes("model: nic")).Diagnostics[0].Code);

    [Theory]
    [InlineData("[")]
    [InlineData("{ a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void DepthIsBounded(string opening) => Assert.Equal(DiagnosticCodes.TooDeep, Assert.Single(Of(Repeat(opening, 20_000))).Code);

    [Fact]
    public void AfterSoManyMistakesTheRestIsNotListed()
    {
        var diagnostics = Of(Head + "registers:\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"  R{i}: {{ att: io }}\n")) + Idle);
        Assert.Equal(Report.MaxDiagnostics + 1, diagnostics.Count);
        Assert.Equal(DiagnosticCodes.TooManyMistakes, diagnostics[^1].Code);
    }

    [Fact]
    public void AListIsBounded() => Assert.Equal(["VP206 6:8"], Loading.Faults(Head + "registers: { R: { at: io } }\nrules: [" + string.Concat(Enumerable.Repeat("{ on: reset }, ", 513)) + "]\n" + Idle));

    [Fact]
    public void AMappingIsBounded() => Assert.Equal(["VP206 6:3"], Loading.Faults(Head + "registers:\n" + Registers(513) + Idle));

    [Fact]
    public void VariantsAreBounded() =>
        Assert.Equal(["VP206 7:11"], Loading.Faults(Head + "registers: { R: { at: io } }\n" + Idle + "variants: { " + string.Concat(Enumerable.Range(0, 17).Select(i => $"v{i}: {{}}, ")) + "}\n"));

    [Fact]
    public void RowsAreBounded() =>
        Assert.Equal(["VP511 14:3"], Loading.Faults(Head + "registers:\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"  R{i}_: {{ at: io+{i * 64}, count: 64 }}\n")) + Idle));

    [Fact]
    public void TheStateOfADeviceIsBounded() => Assert.Equal(["VP511 110:3"], Loading.Faults(
        Head + "registers: { R: { at: io } }\nwindows: { ram: { space: card, at: 0, size: 0x10000 } }\nsets:\n"
        + string.Concat(Enumerable.Range(0, 120).Select(i => $"  s{i}: {{ of: ram, unit: 26 }}\n")) + Idle)); // 40 words each

    [Fact]
    public void TransitionsAndRulesAreBounded() => Assert.Equal(DiagnosticCodes.TooLarge, Assert.Single(Of(
        Head + "registers: { R: { at: io } }\nmachines:\n"
        + "  m: { initial: s, states: { s: {} }, transitions: [{ from: s, to: s, on: write R }] }\nrules:\n" + Repeat("  - { on: write R }\n", 512))).Code);

    [Fact]
    public void SolvingIsBounded()
    {
        // Every pair of these guards takes the solver all the states that it may try.
        var guards = Enumerable.Range(0, 200).Select(i => $"      - {{ from: s, to: s, on: write A, when: (A * 7 + B * 3) & 0xffff == {i} and (A ^ B) * 5 & 0xff == {i} }}\n");
        var text = Head + "registers: { A: { at: io+0, size: 2 }, B: { at: io+2, size: 2 } }\nmachines:\n  m:\n    initial: s\n    states: { s: {} }\n    transitions:\n" + string.Concat(guards);
        var result = ModelLoader.CheckAll("nic.yaml", Encoding.UTF8.GetBytes(text), new SolvingBudget(work: 1 << 28));
        Assert.Contains(result.Diagnostics, each => each.Code == DiagnosticCodes.OverlapUndecided && each.Message.Contains("so much work", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Of(string text) => ModelLoader.CheckAll("nic.yaml", Encoding.UTF8.GetBytes(text)).Diagnostics;

    private static string Registers(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"  R{i}: {{ at: io+{i} }}\n"));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}

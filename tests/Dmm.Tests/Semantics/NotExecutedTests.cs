using System.Text;
using Dmm.Analysis.Hooks;
using Dmm.Compilation;
using Dmm.Modeling;
using Dmm.Modeling.Loading;

namespace Dmm.Tests.Semantics;

/// <summary>The sentence of docs/model-language.md about what is checked but not executed.</summary>
public class NotExecutedTests
{
    private const string Pair = """
        registers: { RAP: { at: io+0 }, RDP: { at: io+4 }, CSR0: { at: "csr[0]" } }
        indexed: { csr: { index: RAP, data: RDP } }
        """;

    private const string Ring = """
        descriptors:
          sends: { kind: ring, base: 0, entries: 4, head: 0, tail: 0, bound: 64, entry: { size: 8, fields: { address: { at: 0, size: 4 } } } }
        """;

    [Theory, Trait("sentence", "S48")]
    [InlineData(Pair)]
    [InlineData(Ring)]
    [InlineData("windows: { memory: { space: guest } }")]
    public void APartThatIsOnlyCheckedIsAWarningAndTheModelIsNotExecutable(string yaml)
    {
        var result = SmallDevice.Load(yaml);
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("VP510", Severity.Warning), (warning.Code, warning.Severity));
        Assert.False(result.Model!.IsExecutable);
        Assert.Throws<ArgumentException>(() => TableCompiler.Compile(result.Model, HookGoals.Handoff));
    }

    [Fact, Trait("sentence", "S48")]
    public void ASecondRegionOntoTheSameRegistersIsOneToo()
    {
        var yaml = "model: m\ntitle: t\nsoundness: pio-only\nmachines: {}\nregisters: {}\nregions: { io: { space: port, bar: 0, size: 8 }, mmio: { space: memory, bar: 1, size: 8, same_as: io } }\n";
        var result = ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.Equal(["VP510"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.False(result.Model!.IsExecutable);
    }

    [Fact, Trait("sentence", "S48")]
    public void WhatIsOnlyCheckedIsCheckedAllTheSame() =>
        Assert.Contains("VP406", SmallDevice.CodesOf(Ring.Replace("base: 0", "base: NOWHERE", StringComparison.Ordinal)));
}

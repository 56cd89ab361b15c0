using System.Text;
using Dmm.Analysis.Checking;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>What of one variant is a mistake of the file.</summary>
public class VariantFindingsTests
{
    private const string Model = """
        model: nic
        title: A NIC
        soundness: pio-only
        regions: { io: { space: port, size: 0x10 } }
        registers:
          CMD: { at: io+0x0, fields: { GO: 0, HALT: 1 } }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {}, halted: {} }
            transitions: [{ from: idle, to: busy, on: write CMD, when: CMD.GO and not CMD.HALT }, { from: busy, to: idle, on: observe CMD, when: not CMD.GO }]
        context: [{ register: CMD, restore: write }]
        variants:
          full:
            machines:
              engine:
                transitions:
                  - { from: idle, to: busy, on: write CMD, when: CMD.GO and not CMD.HALT }
                  - { from: busy, to: idle, on: observe CMD, when: not CMD.GO }
                  - { from: any, to: halted, on: write CMD, when: CMD.HALT }
                  - { from: halted, to: idle, on: reset }
        """;

    [Fact]
    public void AStateThatOneVariantEntersIsOfUse() => Assert.Empty(Diagnostics(Model));

    [Fact]
    public void AStateThatNoVariantEntersIsSaidOnce()
    {
        var fault = Assert.Single(Diagnostics(Model.Replace("to: halted, on: write CMD, when: CMD.HALT", "to: idle, on: interrupt", StringComparison.Ordinal)));
        Assert.Equal((DiagnosticCodes.UnreachableState, "machines.engine.states.halted"), (fault.Code, fault.Path));
    }

    [Fact]
    public void AStateWithoutAWayOutIsAMistakeInOneVariantToo()
    {
        var fault = Assert.Single(Diagnostics(Model.Replace("from: halted, to: idle, on: reset", "from: halted, to: halted, on: reset", StringComparison.Ordinal)));
        Assert.Equal(DiagnosticCodes.NeverReusable, fault.Code);
        Assert.StartsWith("in variant 'full', from 'halted'", fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Diagnostic> Diagnostics(string text) => ModelCheck.Run("nic.yaml", Encoding.UTF8.GetBytes(text)).Diagnostics;
}

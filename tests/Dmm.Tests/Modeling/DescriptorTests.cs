using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;

namespace Dmm.Tests.Modeling;

/// <summary>Parts of the language that are checked like all others, but that no monitor runs yet.</summary>
public class DescriptorTests
{
    internal const string Text = """
        model: ring
        title: A NIC with rings of descriptors and registers behind an index
        soundness: descriptor-addressed
        regions:
          io: { space: port, size: 0x20 }
          mem: { space: memory, bar: 1, size: 0x20, same_as: io }
        indexed: { csr: { index: RAP, data: [RDP] } }
        registers:
          RDP: { at: io+0x10, size: 2 }
          RAP: { at: io+0x12, size: 2 }
          CSR0: { at: "csr[0]", fields: { INIT: 0, TDMD: 3 } }
          BASE: { at: io+0x00, size: 4 }
          HEAD: { at: io+0x04, size: 2 }
          TAIL: { at: io+0x06, size: 2 }
        windows: { guest: { space: guest } }
        descriptors:
          ring: { kind: ring, base: BASE, entries: 16, head: HEAD, tail: TAIL, owned: OWN, fetched: doorbell, bound: 16,
                  entry: { size: 16, fields: { ADDR: { at: 0, size: 8 }, LEN: { at: 8, size: 4, bits: 0..13 }, OWN: { at: 12, size: 1, bits: 7 } } } }
          chain: { kind: list, base: BASE, next: NEXT, last: LAST == 1, bound: 64,
                   entry: { size: 8, fields: { NEXT: { at: 0, size: 4 }, LAST: { at: 4, size: 4, bits: 31 } } } }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: idle, to: busy, on: write TAIL, when: HEAD != TAIL, check: frames_in_guest }
              - { from: busy, to: idle, on: observe HEAD, when: HEAD == TAIL }
        checks:
          frames_in_guest: { dma: read, walk: ring, at: ADDR, length: LEN, within: guest, because: a frame must lie in the guest's own memory }
        """;

    [Fact]
    public void WhatIsOnlyCheckedIsSaidAndLeavesTheModelUsable()
    {
        var result = ModelLoader.Load("ring.yaml", Encoding.UTF8.GetBytes(Text));
        Assert.Equal([6, 11, 15, 17, 19], result.Diagnostics.Select(each => each.Location.Line));
        Assert.All(result.Diagnostics, each => Assert.Equal((Severity.Warning, DiagnosticCodes.NotExecuted), (each.Severity, each.Code)));
        Assert.False(result.Model!.IsExecutable);
        Assert.Equal("ring", result.Model.Checks.Single().Dma!.Walk);
        Assert.Equal(("csr", 0ul), result.Model.Registers.Single(register => register.Name == "CSR0").Indexed);
    }
}

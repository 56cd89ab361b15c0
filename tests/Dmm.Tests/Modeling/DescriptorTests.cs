using System.Text;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>Structures in guest memory and registers behind an index, as they are loaded.</summary>
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
          IADR: { at: ["csr[1]", "csr[2]"] }
          BASE: { at: io+0x00, size: 4 }
          HEAD: { at: io+0x04, size: 2 }
          TAIL: { at: io+0x06, size: 2 }
        windows: { guest: { space: guest } }
        variables: { given: { range: 0..15 } }
        descriptors:
          ring: { kind: ring, base: BASE, entries: 16, head: given, tail: TAIL, owned: OWN, fetched: doorbell, bound: 16,
                  entry: { size: 16, fields: { ADDR: { at: 0, size: 8 }, LEN: { at: 8, size: 4, bits: 0..13 }, OWN: { at: 12, size: 1, bits: 7 } } } }
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

    private static readonly DeviceModel Model = ModelLoader.Load("ring.yaml", Encoding.UTF8.GetBytes(Text)).Model!;

    [Fact]
    public void TheModelHasNoMistake() => Assert.Empty(ModelLoader.Load("ring.yaml", Encoding.UTF8.GetBytes(Text)).Diagnostics);

    [Fact]
    public void ACheckKnowsTheStructureThatItWalks() => Assert.Same(Model.Descriptors.Single(), Model.Checks.Single().Walk);

    [Fact]
    public void ARegisterBehindAnIndexHasTheSizeOfTheDataRegister() => Assert.Equal(2, Model.Registers.Single(register => register.Name == "CSR0").Bytes);

    [Fact]
    public void SeveralBehindAnIndexAreAssembled() => Assert.Equal(4, Model.Registers.Single(register => register.Name == "IADR").Bytes);

    [Fact]
    public void FieldsAreBitsOfAWordOfTheEntry()
    {
        var length = Model.Descriptors.Single().Fields.Single(field => field.Name == "LEN");
        Assert.Equal((8, 4, 0, 0x3fffUL), (length.At, length.Size, length.Shift, length.Mask));
    }
}

using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>Rows of equal registers, machines and checks: four transmit slots are written once.</summary>
public class RowTests
{
    internal const string Text = """
        model: nic
        title: A NIC with three slots
        soundness: pio-only
        regions: { io: { space: port, size: 0x40 } }
        registers:
          TSD: { at: io+0x10, size: 4, count: 3, fields: { OWN: 13, LEN: 0..12 } }
          TSA: { at: io+0x20, size: 4, count: 3, stride: 8 }
          LO: { at: [io+0x08, io+0x09], count: 2 }
          HI: { at: io+0x00..0x02, count: 2 }
        windows: { ram: { space: card, at: 0, size: 0x4000 } }
        machines:
          slot:
            count: 3
            initial: idle
            states: { idle: { reusable: true }, sending: {} }
            transitions:
              - from: idle
                to: sending
                on: write TSD{index}
                when: TSD{index}.LEN > 0
                check: in_ram{index}
              - { from: sending, to: idle, on: "observe TSD{index}", when: "TSD{index}.OWN" }
        checks:
          frame_in_ram: { holds: TSD0.LEN < 1600, because: "braces {index} in a text are braces" }
          in_ram: { count: 3, dma: read, at: "TSA{index}", length: "TSD{index}.LEN", within: ram, because: it must lie on the card }
          aligned: { count: 3, holds: "TSA{index} & 3 == 0", because: "slot {index} is read by words" }
        """;

    private static readonly DeviceModel Model = Loading.Model(Text);

    [Theory]
    [InlineData("TSD0", "0x10/4")]
    [InlineData("TSD1", "0x14/4")] // without a stride, one follows the other
    [InlineData("TSD2", "0x18/4")]
    [InlineData("TSA1", "0x28/4")] // with one, it counts
    [InlineData("LO1", "0xa/1 0xb/1")] // all places move
    [InlineData("HI1", "0x3/1 0x4/1 0x5/1")]
    public void ARegisterIsMovedByItsNumber(string name, string places) =>
        Assert.Equal(places, string.Join(' ', Model.Registers.Single(register => register.Name == name).Places.Select(place => $"0x{place.Offset:x}/{place.Size}")));

    [Fact]
    public void AMachineBecomesThreeWithStatesOfTheirOwn()
    {
        Assert.Equal(["slot0", "slot1", "slot2"], Model.Machines.Select(machine => machine.Name));
        Assert.Equal(6, Model.Machines.SelectMany(machine => machine.States).Select(state => state.Bit).Distinct().Count());
    }

    [Fact]
    public void TheIndexIsTheNumberInEventsGuardsAndChecks()
    {
        var rule = Model.Rules.First(rule => rule.Machine!.Name == "slot2");
        Assert.Equal("write TSD2", rule.On[0].ToString());
        Assert.Equal("TSD2.LEN > 0", rule.Guard.Text);
        Assert.Equal("in_ram2", rule.Checks[0].Name);
    }

    [Fact]
    public void AReasonKeepsItsBracesOutsideARow() => Assert.Equal("braces {index} in a text are braces", Model.Checks[0].Because);

    [Fact]
    public void AReasonInARowNamesItsEntry() => Assert.Equal("slot 1 is read by words", Model.Checks.Single(check => check.Name == "aligned1").Because);
}

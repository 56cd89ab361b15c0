using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>What stands in a file is what comes out, from the one end to the other.</summary>
public class ModelValueTests
{
    internal const string Text = """
        model: nic
        title: "A NIC: made up"
        soundness: pio-only
        identity: { pci: [10ec:8029, "1186:0300"], isa: [0x300, 640] }
        regions:
          io: { space: port, bar: 0, size: 0x20 }
          mem: { space: memory, bar: 1, size: 4096 }
        paging: { io+0x04..0x07: CMD.PS }
        registers:
          CMD: { at: io+0x00, reset: 0x21, fields: { GO: 0, OP: { bits: 3..5, access: self-clearing, values: { get: 1, put: 0b10 } }, PS: 6..7 } }
          TBCR: { at: [io+0x05, io+0x04], page: 0, access: w, readback: { at: [io+0x05, io+0x04], page: 2 } }
          CAUSE: { at: io+0x06, page: [0, 1], access: [w1c, hardware-set], reset: 0x80, survives_reset: true }
          MASK: { at: mem+0x10, size: 4 }
          DATA: { at: io+0x10, size: [1, 2, 4], access: stream }
          STAT: { at: mem+0x20, access: read-to-clear }
        windows: { ram: { space: card, at: 0x4000, size: 0x1000 } }
        variables: { left: { range: 0..1500, initial: 3 } }
        sets: { loaded: { of: ram, unit: 256 } }
        interrupt: { cause: CAUSE, mask: MASK }
        machines:
          engine:
            initial: busy
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: any, to: busy, on: [write CMD, reset], when: CMD.OP == put, do: [set left = TBCR, set CMD.OP = 0] }
        rules:
          - { on: write CMD, when: CMD.GO, check: in_ram, do: mark loaded at 0x4000 length TBCR }
        checks:
          in_ram: { dma: write, at: 0x4000, length: TBCR, within: ram, empty: allowed, wraps: { at: 0x5000, to: 0x4000 }, because: it must lie on the card }
        reusable: { quiet: CAUSE == 0, done: { holds: left == 0, because: bytes are left } }
        live: { used: { set: loaded, because: frames wait } }
        context:
          - { register: MASK, restore: write, as: 0 }
          - { registers: [CMD, TBCR], restore: write }
          - { register: CAUSE, restore: virtual, then: it is held }
          - { memory: ram, live: used, save: upload, restore: impossible, then: a hand-off waits }
        procedures:
          upload: { moves: ram, steps: [write TBCR = length, await CMD.OP == 0, read CMD, move DATA] }
        frames: { sent: write CMD, sent_when: CMD.GO }
        """;

    private static readonly DeviceModel Model = Loading.Model(Text);

    [Fact]
    public void Identity()
    {
        Assert.Equal(("nic", "A NIC: made up", Soundness.PioOnly), (Model.Name, Model.Title, Model.Soundness));
        Assert.Equal([(0x10ec, 0x8029), (0x1186, 0x0300)], Model.PciIds.Select(id => ((int)id.Vendor, (int)id.Device)));
        Assert.Equal([0x300u, 640u], Model.IsaBases);
        Assert.Equal(["io 0 Port 32", "mem 1 Memory 4096"], Model.Regions.Select(region => $"{region.Name} {region.Number} {region.Space} {region.Size}"));
    }

    [Fact]
    public void PlacesAreInTheOrderOfTheirBytes()
    {
        Assert.Equal([(5u, 0), (4u, 1)], Register("TBCR").Places.Select(place => (place.Offset, place.ByteIndex)));
        Assert.Equal(2, Register("TBCR").Bytes);
        Assert.Equal((1, 0x10u, 4), Register("MASK").Places.Select(place => (place.Region, place.Offset, place.Size)).Single());
        Assert.Equal([5u, 4u], Register("TBCR").Readback!.Places.Select(place => place.Offset));
        Assert.Equal(2, Register("TBCR").Readback!.Page);
    }

    [Fact]
    public void PagesAreThoseGiven()
    {
        Assert.Null(Register("CMD").Pages);
        Assert.Equal([0, 1], Register("CAUSE").Pages!);
        var paging = Assert.Single(Model.Paging);
        Assert.Equal((4u, 7u, "CMD", 6, 4), (paging.First, paging.Last, paging.Selector.Name, paging.Shift, paging.Banks));
    }

    [Fact]
    public void AccessWordsAreUnderstood()
    {
        Assert.Equal(AccessWords.Read | AccessWords.Write, Register("CMD").Access);
        Assert.Equal(AccessWords.Write, Register("TBCR").Access);
        Assert.Equal(AccessWords.Read | AccessWords.WriteOneToClear | AccessWords.HardwareSet, Register("CAUSE").Access);
        Assert.True(Register("STAT").ReadHasSideEffect);
        Assert.Equal([1, 2, 4], Register("DATA").StreamSizes);
        Assert.Equal((0x80ul, true), (Register("CAUSE").Reset, Register("CAUSE").SurvivesReset));
        Assert.False(Register("CMD").SurvivesReset);
        Assert.True(Register("MASK").SurvivesReset); // no reset value: a reset leaves it alone
    }

    [Fact]
    public void FieldsHaveTheirMasksAndValues()
    {
        Assert.Equal([0x01ul, 0x38ul, 0xc0ul], Register("CMD").Fields.Select(field => field.Mask));
        Assert.Equal(AccessWords.SelfClearing | AccessWords.Read | AccessWords.Write, Register("CMD").Fields[1].Access);
        Assert.Equal(2ul, Register("CMD").Fields[1].Values["put"]);
    }

    [Fact]
    public void MemoryHasItsBounds()
    {
        var window = Assert.Single(Model.Windows);
        Assert.True(window.Contains(0x4000, 0x1000));
        Assert.False(window.Contains(0x4001, 0x1000));
        Assert.Equal((16, 1), (Model.Sets[0].Pages, Model.Sets[0].Words));
        Assert.Equal((1500ul, 3ul), (Model.Variables[0].Max, Model.Variables[0].Initial));
    }

    [Fact]
    public void TransitionsComeBeforeRules()
    {
        Assert.Equal(["engine: idle|busy → busy", "rule on write CMD"], Model.Rules.Select(rule => rule.ToString()));
        Assert.Equal(["write CMD", "reset"], Model.Rules[0].On.Select(on => on.ToString()));
        Assert.Equal([EffectKind.Set, EffectKind.Set], Model.Rules[0].Effects.Select(effect => effect.Kind));
        Assert.Equal((3, 7ul), (Model.Rules[0].Effects[1].Shift, Model.Rules[0].Effects[1].Mask));
        Assert.Equal(EffectKind.Mark, Model.Rules[1].Effects.Single().Kind);
        Assert.Equal("busy", Model.Machines.Single().Initial.Name);
    }

    [Fact]
    public void ADmaSaysWhereFromAndWhy()
    {
        var check = Assert.Single(Model.Checks);
        Assert.Equal((DmaDirection.Write, "TBCR", true), (check.Dma!.Direction, check.Dma.Length.Text, check.Dma.EmptyAllowed));
        Assert.Equal(0x5000ul, check.Dma.Wraps!.At.Constant);
        Assert.Equal("it must lie on the card", check.Because);
    }

    [Fact]
    public void TheContextKeepsItsOrder() => Assert.Equal(
        ["MASK Read Write 0", "CMD Read Write ", "TBCR Read Write ", "CAUSE Read Virtual ", "ram Procedure Impossible "],
        Model.Context.Select(item => $"{item.Register?.Name ?? item.Memory?.Name} {item.Save} {item.Restore} {item.As?.Text}"));

    [Fact]
    public void ProceduresAndSignalsAreBound()
    {
        Assert.Equal(["Write TBCR", "Await ", "Read CMD", "Move DATA"], Model.Procedures.Single().Steps.Select(step => $"{step.Kind} {step.Register?.Name}"));
        Assert.Equal("ram", Model.Procedures.Single().Moves!.Name);
        Assert.Equal(("CAUSE", "MASK"), (Model.Interrupt!.Cause.Name, Model.Interrupt.Mask!.Name));
        Assert.Equal("write CMD", Model.FrameSent!.On.Single().ToString());
        Assert.Null(Model.FrameReceived);
        Assert.Equal(["quiet", "done"], Model.Conditions.Select(condition => condition.Name));
    }

    [Fact]
    public void EveryThingHasAWordOfItsOwn()
    {
        var words = Model.Registers.Select(register => register.Word).Concat(Model.Variables.Select(variable => variable.Word)).Concat(Model.Sets.Select(set => set.Word)).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.DoesNotContain(0, words);
        Assert.Equal(Model.StateWords, words.Max() + 1 + 3); // the arguments of procedures come last
    }

    [Fact]
    public void AGuardThatIsNotThereAlwaysHolds() =>
        Assert.Same(CompiledExpression.Always, Loading.Model(Text.Replace("when: CMD.GO, check", "check", StringComparison.Ordinal)).Rules[1].Guard);

    private static RegisterInfo Register(string name) => Model.Registers.Single(register => register.Name == name);
}

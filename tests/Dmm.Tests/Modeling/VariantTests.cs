using System.Text;
using Dmm.Modeling;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Modeling;

/// <summary>A variant is laid over the model: mappings are merged, anything else is replaced, an empty value takes a key away.</summary>
public class VariantTests
{
    internal const string Text = """
        model: nic
        title: A NIC
        soundness: pio-only
        variant: chip
        regions: { io: { space: port, size: 0x10 } }
        registers:
          CMD: { at: io+0x0, reset: 0x21, fields: { GO: 0, STOP: 1 } }
          STAT: { at: io+0x1, access: [r, hardware-set], fields: { DONE: 0 } }
          SPARE: { at: io+0x2 }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: idle, to: busy, on: write CMD, when: CMD.GO }
              - { from: busy, to: idle, on: observe STAT, when: STAT.DONE }
        variants:
          clone:
            title: A clone
            registers:
              CMD: { fields: { STOP: 2, SLEEP: 7 }, reset: }
              STAT: { access: r }
              SPARE:
              EXTRA: { at: io+0x8 }
            machines:
              engine:
                transitions:
                  - { from: any, to: idle, on: reset }
          same:
        """;

    [Fact]
    public void WithoutANameTheDefaultOneIsLoaded()
    {
        var model = Loading.Model(Text);
        Assert.Equal("chip", model.Variant);
        Assert.Equal(["chip", "clone", "same"], model.Variants);
        Assert.Equal(["CMD", "STAT", "SPARE"], model.Registers.Select(register => register.Name));
    }

    [Fact]
    public void AValueIsReplaced() => Assert.Equal("A clone", Loading.Model(Text, "clone").Title);

    [Fact]
    public void MappingsAreMergedKeyByKey() =>
        Assert.Equal(["GO 0", "STOP 2", "SLEEP 7"], Register("CMD").Fields.Select(field => $"{field.Name} {field.Shift}"));

    [Fact]
    public void AListIsReplacedByAValueAndAListByAList()
    {
        Assert.Equal(AccessWords.Read, Register("STAT").Access);
        Assert.Equal(EventKind.Reset, Assert.Single(Assert.Single(Loading.Model(Text, "clone").Rules).On).Kind);
    }

    [Fact]
    public void AnEmptyValueTakesAKeyAway()
    {
        Assert.Equal(0u, Register("CMD").Reset);
        Assert.DoesNotContain(Loading.Model(Text, "clone").Registers, register => register.Name == "SPARE");
    }

    [Fact]
    public void WhatIsNewComesBehindWhatWasThere() =>
        Assert.Equal(["CMD", "STAT", "EXTRA"], Loading.Model(Text, "clone").Registers.Select(register => register.Name));

    [Fact]
    public void AVariantWithoutPiecesIsTheModelUnderAnotherName()
    {
        Assert.Equal("same", Loading.Model(Text, "same").Variant);
        Assert.Equal(3, Loading.Model(Text, "same").Registers.Count);
    }

    [Fact]
    public void WhatTheVariantChangedStandsInTheVariant()
    {
        Assert.Equal(7, Loading.Model(Text, "clone").Registers[0].Location.Line);
        Assert.Equal(24, Register("EXTRA").Location.Line);
    }

    [Fact]
    public void AnUnknownVariantIsAMistakeThatNamesTheOthers()
    {
        var fault = Assert.Single(ModelLoader.Load("nic.yaml", Encoding.UTF8.GetBytes(Text), "cloen").Diagnostics);
        Assert.Equal(DiagnosticCodes.UnknownName, fault.Code);
        Assert.Contains("chip, clone, same", fault.Cure, StringComparison.Ordinal);
    }

    private static RegisterInfo Register(string name) => Loading.Model(Text, "clone").Registers.Single(register => register.Name == name);
}

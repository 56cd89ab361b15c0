using Dmm.Modeling.Model;

namespace Dmm.Tests.Semantics;

/// <summary>The rule of docs/model-language.md by which a variant is laid over its model.</summary>
public class VariantTests
{
    private const string Device = """
        variant: first
        registers:
          A: { at: io+0, reset: 5, readback: { at: io+8 } }
          B: { at: io+1, page: [0, 1] }
          CR: { at: io+15, fields: { PS: 0..1 } }
        paging: { io+0x01..0x01: CR.PS }
        variants:
          second:
            registers:
              A: { reset: 7, readback: }
              B: { page: 3 }
              C: { at: io+2 }
        """;

    private static DeviceModel Variant(string? name) => SmallDevice.Load(Device, name).Model!;

    private static RegisterInfo Register(string? variant, string name) => Variant(variant).Registers.Single(register => register.Name == name);

    [Fact]
    public void TheFileItselfIsTheDefaultVariant()
    {
        Assert.Equal(["first", "second"], Variant(null).Variants);
        Assert.Equal(Register("first", "A").Reset, Register(null, "A").Reset);
    }

    [Fact]
    public void MappingsAreMergedKeyByKey()
    {
        Assert.Equal((5UL, 7UL), (Register("first", "A").Reset, Register("second", "A").Reset));
        Assert.Equal(Register("first", "A").Places, Register("second", "A").Places);
        Assert.Equal(["A", "B", "CR", "C"], Variant("second").Registers.Select(register => register.Name));
    }

    [Fact]
    public void AListIsReplacedAsAWhole() => Assert.Equal([3], Register("second", "B").Pages!);

    [Fact]
    public void AnEmptyValueTakesAKeyAway()
    {
        Assert.NotNull(Register("first", "A").Readback);
        Assert.Null(Register("second", "A").Readback);
    }

    [Theory]
    [InlineData("model: other")]
    [InlineData("variant: other")]
    [InlineData("variants: {}")]
    public void AVariantCannotChangeWhatItIsAVariantOf(string line) =>
        Assert.Contains("VP201", SmallDevice.CodesOf($"variants: {{ second: {{ {line} }} }}"));
}

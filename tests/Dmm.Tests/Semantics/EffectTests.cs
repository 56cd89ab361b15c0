namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about what transitions and rules change.</summary>
public class EffectTests
{
    private const string Memory = """
        registers: { AT: { at: io+0, size: 2, access: w }, LEN: { at: io+2, size: 2, access: w }, GO: { at: io+4 }, UNDO: { at: io+5 } }
        windows: { ram: { space: card, at: 0x400, size: 0x400 } }
        sets: { used: { of: ram, unit: 0x100 } }
        rules:
          - { on: write GO, do: mark used at AT length LEN }
          - { on: write UNDO, do: clear used at AT length LEN }
        live: { used: { set: used, because: it was written } }
        """;

    [Fact, Trait("sentence", "S14")]
    public void EffectsAreComputedAgainstTheStateBefore()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            variables: { x: { range: 0..255, initial: 1 }, y: { range: 0..255, initial: 2 } }
            rules: [{ on: write A, do: [set x = y, set y = x] }]
            reusable: { swapped: x == y }
            """);
        device.Write(0, 0);
        Assert.Equal((2UL, 1UL), (device.ValueOf("x"), device.ValueOf("y")));
    }

    [Fact, Trait("sentence", "S14")]
    public void OfTwoEffectsOnOneTargetTheLaterOneInTheFileWins()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            variables: { x: { range: 0..255 } }
            rules: [{ on: write A, do: [set x = 1, set x = 2] }, { on: write A, do: set x = 3 }]
            machines:
              m: { initial: a, states: { a: {} }, transitions: [{ from: a, to: a, on: write A, do: set x = 4 }] }
            reusable: { zero: x == 0 }
            """);
        device.Write(0, 0);
        Assert.Equal(3UL, device.ValueOf("x")); // rules come after all machines, wherever they stand
    }

    [Theory, Trait("sentence", "S15")]
    [InlineData("A", 200, 100)]
    [InlineData("x - 1", 0, 100)]
    [InlineData("max(x, 1) - 1", 0, 0)]
    public void AVariableIsHeldAtTheTopOfItsRange(string value, ulong written, ulong expected)
    {
        var device = SmallDevice.Of($$"""
            registers: { A: { at: io+0 } }
            variables: { x: { range: 0..100 } }
            rules: [{ on: write A, do: "set x = {{value}}" }]
            reusable: { zero: x == 0 }
            """);
        device.Write(0, written);
        Assert.Equal(expected, device.ValueOf("x"));
    }

    [Fact, Trait("sentence", "S15")]
    public void AFieldIsHeldAtItsLargestValue()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 }, B: { at: io+1, fields: { LOW: 0..1, HIGH: 2..7 } } }
            machines:
              m: { initial: a, states: { a: {} }, transitions: [{ from: a, to: a, on: write A, do: set B.LOW = A }] }
            """);
        device.Write(0, 9);
        Assert.Equal(3UL, device.ValueOf("B"));
    }

    [Fact, Trait("sentence", "S16")]
    public void MarkTakesEveryPageOfWhichTheRangeHasAByte()
    {
        var device = SmallDevice.Of(Memory);
        Mark(device, 0x4ff, 2);
        Assert.Equal([0, 1], device.PagesOf("used"));
    }

    [Fact, Trait("sentence", "S16")]
    public void WhatLiesOutsideTheWindowIsLeftOut()
    {
        var device = SmallDevice.Of(Memory);
        Mark(device, 0x700, 0xffff);
        Mark(device, 0x100, 0x301);
        Mark(device, 0x900, 0x10);
        Assert.Equal([0, 3], device.PagesOf("used"));
    }

    [Fact, Trait("sentence", "S16")]
    public void AnEmptyRangeTouchesNoPage()
    {
        var device = SmallDevice.Of(Memory);
        Mark(device, 0x480, 0);
        Assert.Empty(device.PagesOf("used"));
    }

    [Fact, Trait("sentence", "S16")]
    public void ClearTakesPagesOutAgain()
    {
        var device = SmallDevice.Of(Memory);
        Mark(device, 0x400, 0x400);
        device.Write(0, 0x500, 2);
        device.Write(2, 0x101, 2);
        device.Write(5, 1);
        Assert.Equal([0, 3], device.PagesOf("used"));
    }

    private static void Mark(SmallDevice device, ulong at, ulong length)
    {
        device.Write(0, at, 2);
        device.Write(2, length, 2);
        device.Write(4, 1);
    }
}

using Dmm.Hooking;
using Dmm.Monitoring;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about the shadow of a register and what the access words do to it.</summary>
public class AccessWordTests
{
    /// <summary>A register with the given access words at port 0, hooked in both directions; <c>SET</c> at port 8 sets its bit 7.</summary>
    private static SmallDevice With(string access, string fields = "{ TOP: 7 }") => SmallDevice.Of($$"""
        registers: { A: { at: io+0, access: {{access}}, fields: {{fields}} }, SET: { at: io+8 } }
        machines:
          m:
            initial: a
            states: { a: {} }
            transitions:
              - { from: a, to: a, on: [{{(access.StartsWith('r') && !access.StartsWith("rw", StringComparison.Ordinal) ? "" : "write A, ")}}read A] }
              - { from: a, to: a, on: write SET, do: set A.TOP = 1 }
        """);

    [Fact, Trait("sentence", "S23")]
    public void TheShadowIsWhatWasLastWrittenReadOrSet()
    {
        var device = With("rw");
        device.Write(0, 0x12);
        Assert.Equal(0x12UL, device.ValueOf("A"));
        device.Read(0, 0x34);
        Assert.Equal(0x34UL, device.ValueOf("A"));
        device.Write(8, 0);
        Assert.Equal(0xb4UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S23")]
    public void WhatHasNoDirectionIsDeniedInIt()
    {
        Assert.Equal(DenialKind.Unlisted, SmallDevice.Of("registers: { A: { at: io+0, access: r } }").Write(0, 1).Denial);
        Assert.Equal(DenialKind.Unlisted, SmallDevice.Of("registers: { A: { at: io+0, access: w } }").Read(0, 1).Denial);
    }

    [Theory, Trait("sentence", "S24")]
    [InlineData("w1c", 0x0c)]
    [InlineData("w1s", 0x3f)]
    public void WritingOneClearsOrSets(string access, ulong expected)
    {
        var device = With(access);
        device.Read(0, 0x0f);
        device.Write(0, 0x33);
        Assert.Equal(expected, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S25")]
    public void ReadToClearShowsItsValueAndIsThenZero()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: [io+0, io+1], access: read-to-clear } }
            machines:
              m: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: read A, when: A >> 8 == 1 }] }
            """);
        device.Read(1, 0x01);
        Assert.Equal(("b", 0UL), (device.StateOf("m"), device.ValueOf("A")));
    }

    [Fact, Trait("sentence", "S25")]
    public void OnlyTheBytesThatWereReadAreCleared()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0, size: 2, parts: 1, access: [rw, read-to-clear] } }
            machines:
              m: { initial: a, states: { a: {} }, transitions: [{ from: a, to: a, on: [read A, write A] }] }
            """);
        device.Write(0, 0x1234, 2);
        device.Read(0, 0x34);
        Assert.Equal(0x1200UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S26")]
    public void WhatTheDeviceChangesByItselfStaysInTheShadowUntilItIsSeen()
    {
        var device = With("[rw, self-clearing, hardware-set]");
        device.Write(0, 0x04);
        Assert.Equal(0x04UL, device.ValueOf("A"));
        device.Read(0, 0x00);
        Assert.Equal(0x00UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S27")]
    public void AFieldsWordsStandInPlaceOfItsRegisters()
    {
        var device = With("w1c", "{ TOP: { bits: 7, access: r }, LOW: { bits: 0, access: rw } }");
        device.Read(0, 0xfe);
        device.Write(0, 0x8f);
        Assert.Equal(0xf1UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S28")]
    public void AReadThatResetsIsAlwaysHookedAndAResetEventFollowsIt()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0, reset: 5 }, KICK: { at: io+1, access: read-resets } }
            machines:
              m: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: reset }] }
            """, HookGoals.None);
        Assert.Equal(["R KICK"], device.Hooks);
        device = SmallDevice.Of("""
            registers: { A: { at: io+0, reset: 5 }, KICK: { at: io+1, access: read-resets } }
            machines:
              m: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: reset }, { from: b, to: b, on: write A }] }
            """);
        device.Write(0, 9);
        device.Read(1, 0);
        Assert.Equal(("b", 5UL), (device.StateOf("m"), device.ValueOf("A")));
    }
}

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about what the guards of a machine may be.</summary>
public class TransitionTests
{
    private static string With(string first, string second) => $$"""
        registers: { A: { at: io+0, fields: { X: 0, Y: 1 } }, B: { at: io+1 }, C: { at: io+2 } }
        machines:
          m:
            initial: idle
            states: { idle: {}, one: {}, two: {} }
            transitions:
              - { from: idle, to: one, on: write A, when: {{first}} }
              - { from: idle, to: two, on: write A, when: {{second}} }
        """;

    [Fact, Trait("sentence", "S10")]
    public void TwoGuardsThatCanHoldTogetherAreAnErrorWithAnExample()
    {
        var overlap = Assert.Single(SmallDevice.Load(With("A.X", "A.Y")).Diagnostics);
        Assert.Equal("VP503", overlap.Code);
        Assert.Contains("both fire on write A in state idle, for example with A", overlap.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("sentence", "S10")]
    public void GuardsThatExcludeEachOtherAreFine() => Assert.Empty(SmallDevice.CodesOf(With("A.X", "not A.X and A.Y")));

    [Fact, Trait("sentence", "S10")]
    public void WhatCannotBeDecidedIsAnErrorToo() =>
        Assert.Equal(["VP504"], SmallDevice.CodesOf(With("(A * B * C) == 77777", "(A + B * C) == 12345")));

    [Fact, Trait("sentence", "S10")]
    public void AReadAndAnObservationOfOneRegisterAreTheSameEvent() => Assert.Contains("VP503", SmallDevice.CodesOf("""
        registers: { A: { at: io+0 } }
        machines:
          m:
            initial: idle
            states: { idle: {}, one: {}, two: {} }
            transitions:
              - { from: idle, to: one, on: read A }
              - { from: idle, to: two, on: observe A }
        """));

    [Fact, Trait("sentence", "S11")]
    public void AGuardThatIsNeverTrueIsAnError() => Assert.Equal(["VP505"], SmallDevice.CodesOf(With("A.X and not A.X", "A.Y")));
}

using Dmm.Modeling;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about the question "reusable?" and the device context.</summary>
public class HandoffTests
{
    private const string Busy = """
        registers: { GO: { at: io+0, fields: { A: 0, B: 1 } }, HELD: { at: io+1, access: w } }
        machines:
          one: { initial: idle, states: { idle: { reusable: true }, busy: {} }, transitions: [{ from: idle, to: busy, on: write GO, when: GO.A }] }
          two: { initial: idle, states: { idle: { reusable: true }, busy: {} }, transitions: [{ from: idle, to: busy, on: write GO, when: GO.B }] }
        reusable:
          free: { holds: HELD < 4, because: a buffer is held }
          even: (HELD & 1) == 0
        """;

    private static string Context(string items) => $$"""
        registers:
          OPEN: { at: io+0 }
          SHUT: { at: io+1, access: w }
          CAUSE: { at: io+2, access: [w1c, hardware-set] }
          TEMP: { at: io+3, access: [r, hardware-set] }
          COUNT: { at: io+6, access: read-to-clear }
          DATA: { at: io+8, access: stream }
          AT: { at: io+4, size: 2 }
        windows: { ram: { space: card, at: 0, size: 0x400 } }
        procedures: { copy: { moves: ram, steps: [write AT = address, move DATA] } }
        context:
        {{items}}
        """;

    private static ContextInfo Item(string item) =>
        Assert.Single(SmallDevice.Of(Context($"  - {item}")).Model.Context);

    [Fact, Trait("sentence", "S41")]
    public void ReusableIsEveryMachineInAReusableStateAndEveryConditionHolding()
    {
        var device = SmallDevice.Of(Busy);
        Assert.True(Reusability.Ask(device.Monitor).IsReusable);
        device.Write(1, 4);
        Assert.False(Reusability.Ask(device.Monitor).IsReusable);
        device.Write(1, 0);
        device.Write(0, 1);
        Assert.False(Reusability.Ask(device.Monitor).IsReusable);
    }

    [Fact, Trait("sentence", "S42")]
    public void NoListsEverythingThatStandsAgainstIt()
    {
        var device = SmallDevice.Of(Busy);
        device.Write(0, 3);
        device.Write(1, 5);
        var why = Reusability.Ask(device.Monitor).Explain(device.Monitor);
        Assert.Equal(["one is busy", "two is busy", "free", "even"], why.Select(failure => failure.Name));
        Assert.Equal("free: a buffer is held [HELD=0x5] (small.yaml:10)", why[2].ToString());
    }

    [Theory, Trait("sentence", "S43")]
    [InlineData("{ register: OPEN, restore: write }", SaveRule.Read)]
    [InlineData("{ register: SHUT, restore: write }", SaveRule.Shadow)]
    [InlineData("{ register: OPEN, save: shadow, restore: write }", SaveRule.Shadow)]
    [InlineData("{ register: OPEN, save: none, restore: none }", SaveRule.None)]
    [InlineData("{ memory: ram, save: copy, restore: copy }", SaveRule.Procedure)]
    public void SavingReadsTheDeviceWhereItCanAndElseTakesTheShadow(string item, SaveRule expected) => Assert.Equal(expected, Item(item).Save);

    [Theory, Trait("sentence", "S43")]
    [InlineData("{ register: SHUT, save: read, restore: write }", "VP506")]
    [InlineData("{ memory: ram, save: shadow, restore: copy }", "VP508")]
    [InlineData("{ memory: ram, restore: copy }", "VP508")]
    public void WhatCannotBeSavedThatWayIsAnError(string item, string code) => Assert.Contains(code, SmallDevice.CodesOf(Context($"  - {item}")));

    [Theory, Trait("sentence", "S44")]
    [InlineData("{ register: OPEN, restore: write, as: 0x21 }", RestoreRule.Write)]
    [InlineData("{ register: CAUSE, restore: virtual }", RestoreRule.Virtual)]
    [InlineData("{ register: OPEN, restore: none }", RestoreRule.None)]
    [InlineData("{ register: TEMP, restore: impossible, then: a hand-off waits }", RestoreRule.Impossible)]
    [InlineData("{ memory: ram, save: none, restore: copy }", RestoreRule.Procedure)]
    public void AnItemSaysHowItIsRestored(string item, RestoreRule expected) => Assert.Equal(expected, Item(item).Restore);

    [Theory, Trait("sentence", "S44")]
    [InlineData("{ register: CAUSE, restore: write }")]
    [InlineData("{ register: TEMP, restore: write }")]
    [InlineData("{ register: TEMP, restore: impossible }")]
    public void WhatCannotBeRestoredThatWayIsAnError(string item)
    {
        var result = SmallDevice.Load(Context($"  - {item}"));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic is { Code: "VP508", Severity: Severity.Error });
    }

    [Fact, Trait("sentence", "S45")]
    public void TheOrderOfTheListIsThatOfRestoringAndARegisterMayStandTwice()
    {
        var device = SmallDevice.Of(Context("""
              - { register: OPEN, restore: write, as: 1 }
              - { registers: [SHUT, AT], restore: write }
              - { memory: ram, save: copy, restore: copy }
              - { register: OPEN, restore: write }
            """));
        Assert.Equal(["OPEN", "SHUT", "AT", "ram", "OPEN"], device.Model.Context.Select(item => item.Register?.Name ?? item.Memory!.Name));
    }

    [Fact, Trait("sentence", "S46")]
    public void WhatAContextSaysNothingOfIsAWarning()
    {
        var result = SmallDevice.Load(Context("  - { registers: [OPEN, SHUT, AT], restore: write }"));
        Assert.NotNull(result.Model);
        Assert.Equal(["CAUSE", "COUNT", "ram"], result.Diagnostics.Select(diagnostic => diagnostic.Message.Split('\'')[1]));
        Assert.Empty(SmallDevice.CodesOf("registers: { A: { at: io+0 } }"));
    }

    [Fact, Trait("sentence", "S47")]
    public void TheContextDecidesWhatIsHookedAndWhatIsProbed()
    {
        var device = SmallDevice.Of(Context("""
              - { registers: [OPEN, SHUT, AT], restore: write }
              - { register: CAUSE, restore: virtual }
              - { memory: ram, save: copy, restore: copy }
            """));
        Assert.Equal(["W SHUT", "R CAUSE while something is held"], device.Hooks);
        Assert.Equal(["OPEN", "AT", "CAUSE"], device.Probed);
        Assert.Equal(["W OPEN"], SmallDevice.Of(Context("  - { register: OPEN, save: shadow, restore: write }")).Hooks);
    }

    [Fact, Trait("sentence", "S74")]
    public void WhatIsHeldForTheGuestIsHookedWhileItIsHeld()
    {
        var device = SmallDevice.Of("interrupt: { cause: CAUSE, mask: OPEN }\n" + Context("""
              - { register: OPEN, restore: write }
              - { register: CAUSE, restore: virtual }
              - { register: TEMP, restore: virtual, until: CAUSE != 0 }
            """));
        var held = new[] { "W OPEN", "R CAUSE", "W CAUSE", "R TEMP" }.Select(hook => $"{hook} while something is held");
        Assert.Equal(held.Order(StringComparer.Ordinal), device.Hooks.Order(StringComparer.Ordinal));
        Assert.Equal([false, false, false, false], Caught(device.Monitor));
        device.Monitor.HoldsForGuest = true;
        Assert.Equal([true, true, true, true], Caught(device.Monitor));
        device.Monitor.HoldsForGuest = false;
        Assert.Equal([false, false, false, false], Caught(device.Monitor));

        static IEnumerable<bool> Caught(DeviceMonitor monitor) =>
            [monitor.IsHooked(0, 0, 1, isWrite: true), monitor.IsHooked(0, 2, 1, isWrite: false), monitor.IsHooked(0, 2, 1, isWrite: true), monitor.IsHooked(0, 3, 1, isWrite: false)];
    }

    [Fact, Trait("sentence", "S47")]
    public void ALivePartIsJudgedOnWhatCanBeReadWhenItIsWanted()
    {
        var device = SmallDevice.Of(Context("""
              - { memory: ram, live: part, save: copy, restore: copy }
            live: { part: { from: AT, to: SHUT << 8, because: it holds frames } }
            """));
        Assert.Equal(["W SHUT"], device.Hooks);
        Assert.Equal(["AT"], device.Probed);
    }
}

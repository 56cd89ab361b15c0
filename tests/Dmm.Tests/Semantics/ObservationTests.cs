using Dmm.Monitoring;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about how the monitor comes to know what the device did on its own.</summary>
public class ObservationTests
{
    private static string Sender(string status, string transition = "on: observe ST, when: ST.DONE") => $$"""
        registers: { GO: { at: io+0 }, ST: { at: io+1, access: {{status}}, fields: { DONE: 0 } } }
        interrupt: { cause: ST }
        machines:
          sender:
            initial: idle
            states: { idle: { reusable: true }, sending: {} }
            transitions:
              - { from: idle, to: sending, on: write GO }
              - { from: sending, to: idle, {{transition}} }
        """;

    [Fact, Trait("sentence", "S31")]
    public void AnObservationFiresWhoeverReadTheRegister()
    {
        var hooked = SmallDevice.Of(Sender("[w1c, hardware-set]")); // the guest, through a hook
        hooked.Write(0, 1);
        Assert.Equal(VerdictKind.Allowed, hooked.Read(1, 1).Kind);
        Assert.Equal("idle", hooked.StateOf("sender"));

        var probed = SmallDevice.Of(Sender("[r, hardware-set]")); // the monitor, because somebody asked
        probed.Write(0, 1);
        Assert.Equal(VerdictKind.Observed, probed.Read(1, 1).Kind);
        Assert.Equal("idle", probed.StateOf("sender"));

        var interrupted = SmallDevice.Of(Sender("[r, hardware-set]")); // the monitor, because of an interrupt
        interrupted.Write(0, 1);
        interrupted.Monitor.Interrupt(1);
        Assert.Equal("idle", interrupted.StateOf("sender"));
    }

    [Fact, Trait("sentence", "S32")]
    public void AHookedReadIsAReadAndAnObservationInOne()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0, access: [r, hardware-set] } }
            machines:
              reads: { initial: x, states: { x: {}, y: {} }, transitions: [{ from: x, to: y, on: read A, when: sees is x }] }
              sees: { initial: x, states: { x: {}, y: {} }, transitions: [{ from: x, to: y, on: observe A, when: reads is x }] }
            """);
        device.Read(0, 1);
        Assert.Equal(("y", "y"), (device.StateOf("reads"), device.StateOf("sees")));
    }

    [Fact, Trait("sentence", "S33")]
    public void AnInterruptIsAnObservationOfItsCauseAndThenAnInterrupt()
    {
        var device = SmallDevice.Of("""
            registers: { ST: { at: io+0, access: [r, hardware-set] } }
            interrupt: { cause: ST }
            machines:
              m:
                initial: a
                states: { a: {}, b: {}, c: {} }
                transitions: [{ from: a, to: b, on: observe ST, when: ST == 4 }, { from: b, to: c, on: interrupt }]
            """);
        device.Monitor.Interrupt(4);
        Assert.Equal(("c", 4UL), (device.StateOf("m"), device.ValueOf("ST")));
    }

    [Fact, Trait("sentence", "S33")]
    public void WithoutAKnownCauseThereIsOnlyTheInterrupt()
    {
        var device = SmallDevice.Of(Sender("[r, hardware-set]"));
        device.Write(0, 1);
        device.Monitor.Interrupt(null);
        Assert.Equal("sending", device.StateOf("sender"));
    }

    [Theory, Trait("sentence", "S34")]
    [InlineData("[r, hardware-set]", "W GO", "ST")]
    [InlineData("read-to-clear", "W GO, R ST", "")]
    public void OnlyARegisterWhoseReadHasNoSideEffectIsProbed(string access, string hooks, string probed)
    {
        var device = SmallDevice.Of(Sender(access));
        Assert.Equal(hooks, string.Join(", ", device.Hooks));
        Assert.Equal(probed, string.Join(", ", device.Probed));
    }

    [Fact, Trait("sentence", "S34")]
    public void AReadBackElsewhereIsAPlaceToProbe()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0, access: w, readback: { at: io+4 } } }
            reusable: { zero: A == 0 }
            """);
        Assert.Empty(device.Hooks);
        Assert.Equal(["A"], device.Probed);
        device.Read(4, 6);
        Assert.Equal(6UL, device.ValueOf("A"));
    }

    [Fact, Trait("sentence", "S35")]
    public void WhatAGuestCanClearIsHookedWhileItIsWaitedFor()
    {
        var device = SmallDevice.Of(Sender("[w1c, hardware-set]"));
        Assert.Equal(["W GO", "R ST while sender is sending"], device.Hooks);
        Assert.Equal(VerdictKind.Observed, device.Read(1, 0).Kind);
        device.Write(0, 1);
        Assert.Equal(VerdictKind.Allowed, device.Read(1, 0).Kind);
    }

    [Fact, Trait("sentence", "S35")]
    public void ASecondWayToFindItOutSavesTheHook()
    {
        var device = SmallDevice.Of("""
            registers:
              GO: { at: io+0, fields: { BUSY: 0 } }
              ST: { at: io+1, access: [w1c, hardware-set], fields: { DONE: 0 } }
            machines:
              sender:
                initial: idle
                states: { idle: {}, sending: {} }
                transitions:
                  - { from: idle, to: sending, on: write GO, when: GO.BUSY }
                  - { from: sending, to: idle, on: observe ST, when: ST.DONE }
                  - { from: sending, to: idle, on: observe GO, when: not GO.BUSY }
            """);
        Assert.Equal(["W GO"], device.Hooks);
    }

    [Fact, Trait("sentence", "S36")]
    public void AnAccessThatIsNotHookedToAProbedRegisterStandsForTheProbe()
    {
        var device = SmallDevice.Of(Sender("[r, hardware-set]", "on: read ST") + """

              other: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: observe GO, when: GO == 9 }] }
            """);
        Assert.Equal(["W GO", "R ST"], device.Hooks);
        Assert.Equal(VerdictKind.Observed, device.Read(0, 9).Kind);
        Assert.Equal(("b", 9UL), (device.StateOf("other"), device.ValueOf("GO")));
    }

    [Fact, Trait("sentence", "S36")]
    public void TheShadowOfAProbedRegisterFollowsTheGuestsAccesses()
    {
        var device = SmallDevice.Of(Sender("[w1c, hardware-set]"));
        Assert.Equal(VerdictKind.Observed, device.Read(1, 7).Kind); // idle: the hook on reads is not armed
        Assert.Equal(7UL, device.ValueOf("ST"));
        Assert.Equal(VerdictKind.Observed, device.Write(1, 0x03).Kind);
        Assert.Equal(4UL, device.ValueOf("ST"));
    }
}

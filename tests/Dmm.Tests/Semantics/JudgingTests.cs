using Dmm.Hooking;
using Dmm.Monitoring;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about what is judged, when, and on what.</summary>
public class JudgingTests
{
    /// <summary>A command that starts work of a length, and a second register beside it.</summary>
    private const string Engine = """
        registers:
          GO: { at: io+0, fields: { START: 0, STOP: 1 } }
          LEN: { at: io+1, access: w }
          KEY: { at: io+2, access: w }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: idle, to: busy, on: write GO, when: GO.START, check: [short, locked] }
              - { from: busy, to: idle, on: write GO, when: GO.STOP and old(GO.START) }
        checks:
          short: { holds: LEN <= 8, because: the engine has eight cells }
          locked: { holds: KEY == 0x55, because: the key must be in }
        """;

    [Fact, Trait("sentence", "S1")]
    public void AWriteIsJudgedWithTheValueThatTheDeviceHasNotSeenYet()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            rules: [{ on: write A, check: small }]
            checks: { small: { holds: A < 4, because: it must be small } }
            """);
        Assert.True(device.Write(0, 3).IsAllowed);
        Assert.False(device.Write(0, 4).IsAllowed);
    }

    [Fact, Trait("sentence", "S2")]
    public void AReadIsJudgedWithTheValueThatTheDeviceGave()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            machines:
              m: { initial: off, states: { off: {}, on: {} }, transitions: [{ from: off, to: on, on: read A, when: A == 7 }] }
            """);
        device.Read(0, 6);
        Assert.Equal("off", device.StateOf("m"));
        device.Read(0, 7);
        Assert.Equal("on", device.StateOf("m"));
    }

    [Fact, Trait("sentence", "S2")]
    public void AReadThatACheckCouldDenyIsTriedBefore()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 }, B: { at: io+1 } }
            rules: [{ on: [write A, read A], check: small }, { on: write B, check: small }]
            checks: { small: { holds: A < 6 or B == 0, because: it must be small } }
            """).Monitor;
        Assert.False(device.TryFindPlainRead(0, 0, 1, out _));
        Assert.True(device.TryFindPlainRead(0, 1, 1, out var part));
        Assert.Equal(new JudgedPart(0, 1, 2, 0), part);
        device.Access(new TraceEvent(TraceEventKind.Write, 0, 1, 0, 5));
        device.Access(new TraceEvent(TraceEventKind.Write, 0, 1, 1, 1));

        var supposed = device.Supposed(new TraceEvent(TraceEventKind.Read, 0, 1, 0, 0));

        Assert.Equal(5UL, supposed.Value);
        Assert.True(device.Preview(supposed).Verdict.IsAllowed);
        Assert.False(device.Preview(supposed with { Value = 6 }).Verdict.IsAllowed);
    }

    [Fact, Trait("sentence", "S5")]
    public void GuardsSeeTheNewValueAndOldGivesTheOneBefore()
    {
        var device = SmallDevice.Of(Engine);
        device.Write(2, 0x55);
        device.Write(0, 1);
        Assert.Equal("busy", device.StateOf("engine"));
        device.Write(0, 2);
        Assert.Equal("idle", device.StateOf("engine"));
    }

    [Fact, Trait("sentence", "S5")]
    public void OldOfAnotherRegisterIsWhatItHolds()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 }, B: { at: io+1 } }
            rules: [{ on: write A, check: same }]
            checks: { same: { holds: old(B) == B, because: B does not change when A is written } }
            """);
        device.Write(1, 9);
        Assert.True(device.Write(0, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S73")]
    public void TheSizeOfTheAccessIsANumberInExpressions()
    {
        var device = SmallDevice.Of("""
            regions: { io: { space: port, size: 0x20, spans: 2 } }
            registers:
              DATA: { at: io+0, size: [1, 2, 4], access: stream }
              LOW: { at: io+8 }
              HIGH: { at: io+9 }
            variables: { moved: { range: 0..99 }, between: { range: 0..9, initial: 9 } }
            rules:
              - { on: [write DATA, write LOW, write HIGH], do: set moved = moved + size }
              - { on: write DATA, when: size == 4, check: never }
              - { on: interrupt, do: set between = size }
            checks: { never: { holds: "false", because: the bus has 16 bits } }
            reusable: { settled: moved != 100 and between != 10, outside: size == 0 }
            """);
        device.Write(0, 0, 1);
        device.Write(0, 0, 2);
        Assert.Equal(3UL, device.ValueOf("moved"));
        device.Write(8, 0, 2); // two parts of a byte
        Assert.Equal(5UL, device.ValueOf("moved"));
        Assert.False(device.Write(0, 0, 4).IsAllowed);
        device.Monitor.Interrupt(null);
        Assert.Equal(0UL, device.ValueOf("between"));
        Assert.Empty(device.WhyNotReusable());
    }

    [Fact, Trait("sentence", "S6")]
    public void NoMachineSeesWhatAnotherDoesOnTheSameEvent()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            machines:
              first: { initial: x, states: { x: {}, y: {} }, transitions: [{ from: x, to: y, on: write A }] }
              second: { initial: x, states: { x: {}, y: {} }, transitions: [{ from: x, to: y, on: write A, when: first is y }] }
            """);
        device.Write(0, 1);
        Assert.Equal(("y", "x"), (device.StateOf("first"), device.StateOf("second")));
        device.Write(0, 1);
        Assert.Equal("y", device.StateOf("second"));
    }

    [Fact, Trait("sentence", "S7")]
    public void ADenialNamesEveryCheckThatFailedWithValuesAndLines()
    {
        var device = SmallDevice.Of(Engine);
        device.Write(1, 9);
        var failed = device.Monitor.LastDenied.Explain(device.Write(0, 1));
        Assert.Equal(["short", "locked"], failed.Select(failure => failure.Name));
        Assert.Equal("short: the engine has eight cells [LEN=0x9] (small.yaml:17)", failed[0].ToString());
    }

    [Fact, Trait("sentence", "S8")]
    public void OneFailedCheckKeepsEveryRuleOfTheEventFromTakingPlace()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            variables: { seen: { range: 0..9 } }
            machines:
              m: { initial: x, states: { x: {}, y: { reusable: true } }, transitions: [{ from: x, to: y, on: write A }] }
            rules:
              - { on: write A, do: set seen = 1 }
              - { on: write A, check: even }
            checks: { even: { holds: (A & 1) == 0, because: odd values hang the device } }
            reusable: { seen: seen == 1 }
            """);
        device.Write(0, 1);
        Assert.Equal(("x", 0UL), (device.StateOf("m"), device.ValueOf("seen")));
        device.Write(0, 2);
        Assert.Equal(("y", 1UL), (device.StateOf("m"), device.ValueOf("seen")));
    }

    [Fact, Trait("sentence", "S9")]
    public void ADeniedAccessLeavesNoTrace()
    {
        var device = SmallDevice.Of(Engine);
        device.Write(1, 9);
        var before = device.State.Clone();
        Assert.Equal(DenialKind.Check, device.Write(0, 1).Denial);
        Assert.Equal(DenialKind.Unlisted, device.Write(0x1f, 1).Denial);
        Assert.Equal(DenialKind.Size, device.Write(1, 0xffff, 4).Denial);
        Assert.True(device.State.SameAs(before));
    }

    [Fact, Trait("sentence", "S12")]
    public void WhateverAGuestDoesEndsInAVerdict()
    {
        var tables = SmallDevice.Of(Engine).Monitor.Tables;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<byte[], uint, ulong>((bytes, offset, value) =>
        {
            var monitor = new DeviceMonitor(tables);
            foreach (var each in bytes)
            {
                var kind = (each & 1) == 0 ? TraceEventKind.Read : TraceEventKind.Write;
                var verdict = monitor.Access(new TraceEvent(kind, each >> 5, 1 << (each >> 1 & 3), (each & 8) == 0 ? (uint)(each >> 4) : offset, value));
                Assert.Equal(verdict.Kind == VerdictKind.Denied, verdict.Denial != DenialKind.None);
            }
        }));
    }

    [Fact, Trait("sentence", "S13")]
    public void WhatHasHappenedCannotBeChecked() => Assert.Contains("VP507", SmallDevice.CodesOf("""
        registers: { A: { at: io+0 } }
        rules: [{ on: observe A, check: small }]
        checks: { small: { holds: A < 4, because: it must be small } }
        """));

    [Fact, Trait("sentence", "S18")]
    public void OnlyTheGoalsThatAreAskedForAreJudged()
    {
        var both = SmallDevice.Of(Engine);
        var handoff = SmallDevice.Of(Engine, HookGoals.Handoff);
        Assert.False(both.Write(0, 1).IsAllowed);
        Assert.True(handoff.Write(0, 1).IsAllowed);
        Assert.Equal("busy", handoff.StateOf("engine"));
    }

    [Fact, Trait("sentence", "S18")]
    public void ARuleThatFeedsNothingIsNotJudged()
    {
        var device = SmallDevice.Of("""
            registers: { A: { at: io+0 } }
            variables: { idle_talk: { range: 0..9 } }
            rules: [{ on: write A, do: set idle_talk = 1 }]
            """);
        Assert.Equal(VerdictKind.Unhooked, device.Write(0, 1).Kind);
        Assert.Equal(0UL, device.ValueOf("idle_talk"));
    }

    [Theory, Trait("sentence", "S18")]
    [InlineData(HookGoals.Handoff, 0)]
    [InlineData(HookGoals.Handoff | HookGoals.Frames, 1)]
    [InlineData(HookGoals.Frames, 1)]
    public void ARuleThatFeedsReceivingIsJudgedForTheGoalFrames(HookGoals goals, ulong running)
    {
        var device = ReceivingDevice.With(goals);
        device.Write(ReceivingDevice.Command, 1);
        Assert.Equal(running, device.ValueOf("running"));
    }

    [Fact, Trait("sentence", "S17")]
    public void AGuestsStateIsOneBlockAndTheTablesAreShared()
    {
        var first = SmallDevice.Of(Engine);
        var second = new DeviceMonitor(first.Monitor.Tables);
        first.Write(2, 0x55);
        first.Write(0, 1);
        Assert.False(second.State.SameAs(first.State));
        second.State.CopyFrom(first.State.Words);
        Assert.True(second.State.SameAs(first.State));
        Assert.Equal(first.Model.StateWords, first.State.Words.Length);
    }
}

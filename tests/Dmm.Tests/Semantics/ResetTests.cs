using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>Sentences of docs/semantics.md about resets.</summary>
public class ResetTests
{
    private const string Device = """
        registers:
          A: { at: io+0, reset: 0x11 }
          B: { at: io+1, reset: 0x22, survives_reset: true }
          C: { at: io+2 }
        windows: { ram: { space: card, at: 0, size: 0x400 } }
        sets: { used: { of: ram, unit: 0x100 } }
        variables: { x: { range: 0..255, initial: 7 }, last: { range: 0..255 } }
        machines:
          moved: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: write C }, { from: b, to: a, on: reset }] }
          left: { initial: a, states: { a: {}, b: {} }, transitions: [{ from: a, to: b, on: write C }] }
        rules:
          - { on: [write A, write B], do: set x = 1 }
          - { on: write C, do: mark used at 0 length 1 }
          - { on: reset, do: set last = A }
        live: { used: { set: used, because: it was written } }
        reusable: { x: x == 0 and last == 0 }
        """;

    private static SmallDevice AfterWrites()
    {
        var device = SmallDevice.Of(Device);
        foreach (var offset in new uint[] { 0, 1, 2 })
            device.Write(offset, 0x99);
        return device;
    }

    [Fact, Trait("sentence", "S29")]
    public void AResetEventFiresItsRulesAndThenResetsRegisters()
    {
        var device = AfterWrites();
        device.Monitor.Reset();
        Assert.Equal((0x11UL, 0x99UL, 0x99UL), (device.ValueOf("A"), device.ValueOf("B"), device.ValueOf("C")));
        Assert.Equal(0x99UL, device.ValueOf("last")); // the rule saw A as it was before
    }

    [Fact, Trait("sentence", "S29")]
    public void AResetEventLeavesWhatNoRuleTouches()
    {
        var device = AfterWrites();
        device.Monitor.Reset();
        Assert.Equal(("a", "b"), (device.StateOf("moved"), device.StateOf("left")));
        Assert.Equal(1UL, device.ValueOf("x"));
        Assert.Equal([0], device.PagesOf("used"));
    }

    [Fact, Trait("sentence", "S30")]
    public void PowerOnPutsEverythingToItsBeginning()
    {
        var device = AfterWrites();
        device.Monitor.PowerOn();
        Assert.Equal((0x11UL, 0x22UL, 0UL), (device.ValueOf("A"), device.ValueOf("B"), device.ValueOf("C")));
        Assert.Equal(("a", "a", 7UL), (device.StateOf("moved"), device.StateOf("left"), device.ValueOf("x")));
        Assert.Empty(device.PagesOf("used"));
        Assert.True(device.State.SameAs(SmallDevice.Of(Device).State));
    }

    [Theory, Trait("sentence", "S70")]
    [InlineData(TraceEventKind.Write, 0, 0x80, 1, true)]
    [InlineData(TraceEventKind.Write, 0, 0x7f, 1, false)] // the guard does not hold
    [InlineData(TraceEventKind.Read, 0, 0x80, 1, false)] // not in this direction
    [InlineData(TraceEventKind.Write, 2, 0x01, 1, true)] // the upper byte of a register
    [InlineData(TraceEventKind.Write, 1, 0x01, 1, false)] // its lower byte
    [InlineData(TraceEventKind.Write, 1, 0x0100, 2, true)]
    [InlineData(TraceEventKind.Read, 3, 0, 1, true)] // read-resets is one without being listed
    [InlineData(TraceEventKind.Read, 4, 0, 1, true)] // a read that the model lists
    [InlineData(TraceEventKind.Write, 4, 0, 1, false)]
    [InlineData(TraceEventKind.Write, 9, 0x80, 1, false)] // nothing is listed there
    public void AnAccessResetsTheDeviceAsItsModelSays(TraceEventKind kind, uint offset, ulong value, int size, bool resets)
    {
        var device = SmallDevice.Of("""
            registers:
              CMD: { at: io+0, fields: { RST: 7 } }
              WIDE: { at: [io+1, io+2], fields: { RST: 8 } }
              KICK: { at: io+3, access: read-resets }
              TOUCH: { at: io+4 }
            resets:
              - { on: write CMD, when: CMD.RST }
              - { on: write WIDE, when: WIDE.RST and not old(WIDE.RST) }
              - { on: read TOUCH }
            """);
        Assert.Equal(resets, new ResetAccesses(device.Monitor.Tables).Contain(new TraceEvent(kind, 0, size, offset, value), device.State.Words));
    }
}

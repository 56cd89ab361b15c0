using System.Buffers.Binary;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Semantics;

/// <summary>The sentences of docs/semantics.md about what entries leave behind, the longest frame, and memory of the monitor.</summary>
public class RememberedTests
{
    private const string Registers = """
        soundness: descriptor-addressed
        windows: { memory: { space: guest } }
        registers:
          BASE: { at: io+0, size: 4 }
          BELL: { at: io+6, size: 1 }

        """;

    private const string Ring = Registers + """
        variables: { next: { range: 0..7 }, open: { range: 0..1 }, bytes: { range: 0..1000 }, note: { range: 0..0xffff, initial: 5 } }
        rules: [{ on: write BELL, check: [short, no_note_within] }]
        reusable: { whole: { holds: not open, because: the rest is missing } }
        checks:
          short: { walk: ring, where: end and not is_note, holds: bytes * open + size <= 100, because: a frame has 100 bytes }
          no_note_within: { walk: ring, where: is_note, holds: not open, because: notes stand before frames }
        descriptors:
          ring:
            { kind: ring, base: BASE, entries: 8, head: next, tail: BELL, bound: 8,
              remember: [{ set: note, to: size, where: is_note }, { set: bytes, to: bytes * open + size, where: not is_note }, { set: open, to: 1 - end, where: not is_note }],
              entry: { size: 4, fields: { size: { at: 0, size: 2 }, end: { at: 2, size: 1, bits: 0 }, is_note: { at: 2, size: 1, bits: 1 } } } }
        """;

    private const byte End = 1, Note = 2;

    private readonly byte[] bytes = new byte[0x1000];
    private readonly SmallDevice device;

    public RememberedTests() => device = SmallDevice.Of(Ring, HookGoals.Handoff | HookGoals.Dma, new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0)));

    [Theory, Trait("sentence", "S65")]
    [InlineData(1518, true)]
    [InlineData(1519, false)]
    public void TheLongestFrameIsANumberInExpressions(uint length, bool isAllowed)
    {
        var small = SmallDevice.Of("""
            registers: { LENGTH: { at: io+0, size: 4 } }
            rules: [{ on: write LENGTH, check: short }]
            checks: { short: { holds: LENGTH <= frames.longest, because: no frame is longer } }
            frames: { longest: 1518 }
            """);

        Assert.Equal(1518, small.Model.LongestFrame);
        Assert.Equal(isAllowed, small.Write(0, length, 4).IsAllowed);
    }

    [Fact, Trait("sentence", "S65")]
    public void WithoutOneNothingIsKnown()
    {
        Assert.Null(device.Model.LongestFrame);
        Assert.Equal(["VP406"], SmallDevice.CodesOf("""
            registers: { LENGTH: { at: io+0, size: 4 } }
            rules: [{ on: write LENGTH, check: short }]
            checks: { short: { holds: LENGTH <= frames.longest, because: no frame is longer } }
            """));
    }

    [Fact, Trait("sentence", "S66")]
    public void OfSeveralEntriesTheLastWins()
    {
        Entry(0, 10, End);
        Entry(1, 20, 0);
        Assert.True(device.Write(6, 2).IsAllowed);
        Assert.Equal((1UL, 20UL), (device.ValueOf("open"), device.ValueOf("bytes")));
        Assert.Equal(["whole"], device.WhyNotReusable());

        Entry(2, 30, End);
        Assert.True(device.Write(6, 3).IsAllowed);
        Assert.Equal((0UL, 50UL), (device.ValueOf("open"), device.ValueOf("bytes")));
        Assert.Empty(device.WhyNotReusable());
    }

    [Fact, Trait("sentence", "S66")]
    public void OnlyTheEntriesCountForWhichTheConditionHolds()
    {
        Entry(0, 77, Note);
        Entry(1, 10, End);
        Assert.True(device.Write(6, 2).IsAllowed);
        Assert.Equal((77UL, 10UL), (device.ValueOf("note"), device.ValueOf("bytes")));
    }

    [Fact, Trait("sentence", "S66")]
    public void AValueThatIsTooLargeIsHeld()
    {
        Entry(0, 2000, 0);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(1000UL, device.ValueOf("bytes"));
    }

    [Theory, Trait("sentence", "S67")]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void ACheckSeesWhatTheEntriesBeforeLeave(ushort last, bool isAllowed)
    {
        Entry(0, 30, 0);
        Assert.True(device.Write(6, 1).IsAllowed); // and of another walk
        Entry(1, 30, 0);
        Entry(2, last, End);
        Assert.Equal(isAllowed, device.Write(6, 3).IsAllowed);
    }

    [Fact, Trait("sentence", "S67")]
    public void WhatIsDeniedIsNotRemembered()
    {
        Entry(0, 99, Note);
        Entry(1, 60, 0);
        Entry(2, 41, End);
        var before = device.State.Words.ToArray();
        var verdict = device.Write(6, 3);
        Assert.False(verdict.IsAllowed);
        Assert.Equal(before, device.State.Words.ToArray());
        var text = device.Monitor.LastDenied.Explain(verdict).Single().ToString();
        Assert.All(["entry of ring=0x2", "bytes=0x3c", "open=0x1", "size=0x29"], value => Assert.Contains(value, text, StringComparison.Ordinal));
    }

    [Fact, Trait("sentence", "S67")]
    public void WithoutTheGoalOfDmaNothingIsRemembered()
    {
        var handoff = SmallDevice.Of(Ring, HookGoals.Handoff, new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0)));
        Entry(0, 10, 0);
        handoff.Write(6, 1);
        Assert.Equal(0UL, handoff.ValueOf("open"));
    }

    [Fact, Trait("sentence", "S69")]
    public void AProcedurePlacesEightBytesAndKnowsWhere()
    {
        var steps = SmallDevice.Of(Registers + """
            rules: [{ on: write BELL, check: in_memory }]
            checks: { in_memory: { dma: read, at: BASE, length: 16, within: memory, because: the guest must own it } }
            context: [{ registers: [BELL], restore: none }, { register: BASE, restore: give }]
            procedures: { give: { steps: [place BELL << 8 at 4088, write BASE = block] } }
            """).Model.Procedures.Single().Steps;

        Assert.Equal((StepKind.Place, 4088), (steps[0].Kind, steps[0].At));
        Assert.Equal(["block"], steps[1].Expression!.References.Select(reference => reference.Name));
    }

    private void Entry(int index, ushort size, byte flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(index * 4), size);
        bytes[index * 4 + 2] = flags;
    }
}

using System.Buffers.Binary;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Tests.Semantics;
using Dmm.Tracing;

namespace Dmm.Tests.Monitoring;

/// <summary>One access with everything that it changes, kept or taken back as a whole.</summary>
public class TransactionTests
{
    /// <summary>Three bells for one ring and one for another; a bell moves a machine, keeps a variable and marks pages.</summary>
    private const string Text = """
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x20, spans: [2, 4] } }
        registers:
          FIRST: { at: io+0 }
          OTHER: { at: io+1 }
          CR: { at: io+2, access: [rw, read-to-clear], fields: { GO: 0, BAD: 1 } }
          SECOND: { at: io+3 }
          THIRD: { at: io+4 }
        windows: { memory: { space: guest }, ram: { space: card, at: 0, size: 0x400 } }
        sets: { loaded: { of: ram, unit: 0x100 } }
        variables: { next: { range: 0..7 }, next_other: { range: 0..7 }, rung: { range: 0..99 }, last: { range: 0..0xffff } }
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true }, busy: {} }
            transitions:
              - { from: idle, to: busy, on: write CR, when: CR.GO, check: not_bad, do: mark loaded at 0x100 length 0x100 }
              - { from: busy, to: idle, on: read CR }
        rules:
          - { on: [write FIRST, write SECOND, write THIRD], check: owned_memory, do: set rung = rung + 1 }
          - { on: write OTHER, check: other_memory, do: set rung = rung + 1 }
        checks:
          not_bad: { holds: not CR.BAD, because: a bad command hangs it }
          owned_memory: { dma: read, walk: ring, at: address, length: 16, within: memory, because: the guest must own it }
          other_memory: { dma: read, walk: other, at: address, length: 16, within: memory, because: the guest must own it }
        descriptors:
          ring: { kind: ring, base: 0x100, entries: 8, head: next, owned: own, frame: own, bound: 8, remember: [{ set: last, to: address & 0xffff }],
                  entry: { size: 8, fields: { address: { at: 0, size: 4 }, own: { at: 4, size: 1, bits: 0 } } } }
          other: { kind: ring, base: 0x200, entries: 8, head: next_other, owned: own, bound: 8,
                   entry: { size: 8, fields: { address: { at: 0, size: 4 }, own: { at: 4, size: 1, bits: 0 } } } }
        reusable: { rung: rung < 99 and last < 0x8000 }
        live: { loaded: { set: loaded, because: frames are there } }
        context: [{ memory: ram, save: none, restore: none }, { registers: [FIRST, OTHER, CR, SECOND, THIRD], save: none, restore: none }]
        """;

    private readonly byte[] bytes = new byte[0x1000];
    private readonly DeviceMonitor monitor;

    public TransactionTests()
    {
        monitor = SmallDevice.Of(Text, HookGoals.Handoff | HookGoals.Dma, new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0))).Monitor;
        Give(0x100, 0x300);
        Give(0x108, 0x400);
        Give(0x200, 0x500);
    }

    private Transaction Transaction => monitor.Transaction;

    [Fact, Trait("sentence", "S71")]
    public void WhatIsDiscardedHasNeverBeen()
    {
        var before = Everything.Of(monitor);

        Assert.True(Transaction.Judge(Write(0, 1)).IsAllowed);

        Assert.Equal((2L, 2L), (monitor.Counts.EntriesGiven[0], monitor.Counts.FramesGiven[0]));
        Assert.Equal((0b10UL, 1u), (monitor.Passed, monitor.Given));
        Assert.Equal((1UL, 0x400UL), (ValueOf("rung"), ValueOf("last")));
        Transaction.Discard();
        before.AssertSame(monitor);
        Assert.Equal((0UL, 0u), (monitor.Passed, monitor.Given));
    }

    [Fact, Trait("sentence", "S71")]
    public void WhatIsCommittedStays()
    {
        Assert.True(Transaction.Judge(Write(2, 1)).IsAllowed);
        Transaction.Commit();

        Assert.False(Reusability.Ask(monitor).IsReusable);
        Assert.Equal((1UL, 1L), (monitor.Passed, monitor.Counts.ChecksPassed[0]));
        Assert.True(Transaction.Judge(Write(1, 1)).IsAllowed); // and the next one can be taken back without it
        Transaction.Discard();
        Assert.False(Reusability.Ask(monitor).IsReusable);
        Assert.Equal(1L, monitor.Counts.ChecksPassed[0]);
    }

    [Fact, Trait("sentence", "S9")]
    public void OfADeniedAccessOnlyTheDenialIsCounted()
    {
        var before = Everything.Of(monitor);

        Assert.Equal(DenialKind.Check, Transaction.Judge(Write(0, 0x0003_0000, 4)).Denial); // the rings are served, and then the command is bad

        Assert.False(Transaction.IsOpen);
        Assert.Equal(before.Words, monitor.State.Words.ToArray());
        Assert.Equal(1L, monitor.Counts.ChecksFailed[0]);
        Assert.Equal(3L, monitor.Counts.Accesses.Sum()); // what would follow was not looked at
        Assert.Equal((0L, 0L, 0L), (monitor.Counts.ChecksPassed.Sum(), monitor.Counts.EntriesGiven.Sum(), monitor.Counts.Fired.Sum()));
        Assert.Equal((0UL, 0u), (monitor.Passed, monitor.Given));
    }

    [Fact, Trait("sentence", "S71")]
    public void WhatIsTriedLeavesNothingEvenIfItIsDenied()
    {
        monitor.Access(Write(2, 3));
        var explained = monitor.LastDenied.Explain(new Verdict(VerdictKind.Denied, DenialKind.Check, 1))[0].ToString();
        var before = Everything.Of(monitor);

        Assert.False(Transaction.Try(Write(2, 7)).IsAllowed);
        before.AssertSame(monitor);
        Assert.Equal(explained, monitor.LastDenied.Explain(new Verdict(VerdictKind.Denied, DenialKind.Check, 1))[0].ToString());
        Assert.True(Transaction.Try(Write(2, 1)).IsAllowed);
        Transaction.Discard();
        before.AssertSame(monitor);
    }

    [Fact, Trait("sentence", "S71")]
    public void OneIsJudgedAtATime()
    {
        Assert.Throws<InvalidOperationException>(Transaction.Commit);
        Assert.Throws<InvalidOperationException>(Transaction.Discard);
        Transaction.Judge(Write(2, 1));
        Assert.Throws<InvalidOperationException>(() => Transaction.Judge(Write(2, 1)));
        Assert.Throws<InvalidOperationException>(() => Transaction.Try(Write(2, 1)));
        Transaction.Discard();
        Assert.Throws<InvalidOperationException>(Transaction.Discard);
        Assert.False(Transaction.Judge(Write(2, 3)).IsAllowed);
        Assert.Throws<InvalidOperationException>(Transaction.Commit); // denied, it is over
    }

    [Fact]
    public void ItsPartsAreTheRegistersInTheOrderInWhichTheyWereJudged()
    {
        var before = monitor.State.Words.ToArray();

        Assert.True(Transaction.Judge(Write(1, 0x0100, 2)).IsAllowed);

        Assert.Equal([new JudgedPart(0, 1, 2, 0), new JudgedPart(1, 1, 3, 0)], Transaction.Parts.ToArray());
        Assert.Equal(before, Transaction.Before.ToArray());
        Transaction.Discard();
        Transaction.Judge(Write(1, 0));
        Assert.Equal([new JudgedPart(0, 1, 2, 0)], Transaction.Parts.ToArray());
        Transaction.Commit();
    }

    [Theory, Trait("sentence", "S72")]
    [InlineData(3, 2)]
    [InlineData(0, 4)]
    public void NoAccessGivesEntriesOfOneStructureTwice(uint offset, int size)
    {
        var before = Everything.Of(monitor);

        Assert.Equal(DenialKind.Size, Transaction.Try(Write(offset, 0, size)).Denial);

        before.AssertSame(monitor);
        Assert.True(monitor.Access(Write(0, 0)).IsAllowed); // one after the other they may
        Assert.True(monitor.Access(Write(3, 0)).IsAllowed);
    }

    [Fact, Trait("sentence", "S72")]
    public void OneAccessMayGiveEntriesOfTwoStructures()
    {
        Assert.True(monitor.Access(Write(0, 0, 2)).IsAllowed);
        Assert.Equal((3u, 3L), (monitor.Given, monitor.Counts.EntriesGiven.Sum()));
    }

    [Fact]
    public void ATransactionAllocatesNothing()
    {
        TurnOver(monitor);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TurnOver(monitor);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void TurnOver(DeviceMonitor monitor)
        {
            monitor.Transaction.Judge(Write(0, 1));
            monitor.Transaction.Discard();
            monitor.Transaction.Judge(Write(1, 0x0100, 2));
            monitor.Transaction.Commit();
            monitor.Transaction.Try(Write(0, 0x0003_0000, 4));
        }
    }

    private static TraceEvent Write(uint offset, ulong value, int size = 1) => new(TraceEventKind.Write, 0, size, offset, value);

    private ulong ValueOf(string variable) => monitor.State.Words[monitor.Tables.Model.Variables.Single(each => each.Name == variable).Word];

    private void Give(int at, uint address)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), address);
        bytes[at + 4] = 1;
    }
}

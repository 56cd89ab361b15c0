using System.Buffers.Binary;
using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Dmm.Tracing;

namespace Dmm.Tests.Memory;

/// <summary>A list is given to the device in places of the monitor's, with what stands behind its entries and what they name.</summary>
public class ListCopyTests
{
    private const string Text = """
        model: m
        title: a NIC that takes blocks, resumes behind the last, and reads data behind them and parts elsewhere
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x20 } }
        registers: { POINTER: { at: io+0, size: 4 }, BELL: { at: io+4, size: 4, fields: { START: 0 } } }
        windows: { memory: { space: guest } }
        variables: { at: { range: 0..0xffffffff } }
        machines: {}
        pointers: [{ register: POINTER, on: write BELL, when: BELL.START, to: blocks }]
        rules: [{ on: write BELL, check: [behind, parts] }]
        checks:
          behind: { walk: blocks, dma: read, at: here + 12, length: bytes, empty: allowed, within: memory, because: the guest must own it }
          parts: { walk: parts, dma: read, at: start, length: 8, within: memory, because: the guest must own it }
        descriptors:
          blocks: { kind: list, base: "POINTER * BELL.START + at * (1 - BELL.START)", head: at, next: link, last: end, done: done, fetched: doorbell, bound: 4,
                    entry: { size: 12, fields: { link: { at: 0, size: 4 }, table: { at: 4, size: 4 }, end: { at: 8, size: 1, bits: 0 }, done: { at: 8, size: 1, bits: 7 }, count: { at: 9, size: 1 }, bytes: { at: 10, size: 2 } } } }
          parts: { kind: array, of: blocks, where: count != 0, base: table, entries: count, bound: 64, entry: { size: 4, fields: { start: { at: 0, size: 4 } } } }
        """;

    private const ulong AreaStart = 0x10_0000, Elsewhere = 0x400_0000;
    private const int PlaceBytes = 0x1000;

    private static readonly DeviceModel Model = Load(Text);

    private readonly byte[] bytes = new byte[0x4000];
    private readonly byte[] area = new byte[0x1_0000];
    private readonly DeviceMonitor monitor;
    private readonly GuestShadows shadows;

    public ListCopyTests()
    {
        monitor = new DeviceMonitor(TableCompiler.Compile(Model, HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(0, (ulong)bytes.Length, Elsewhere)));
        shadows = new GuestShadows(ShadowPlan.Of(Model), monitor, new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart)), AreaStart);
    }

    [Fact]
    public void TheModelCanBeShadowedAsAWhole() => Assert.Empty(ShadowPlan.Of(Model).Problems);

    [Theory]
    [InlineData("done: done, ", "", "nothing tells when")]
    [InlineData("next: link", "next: 16 * link", "leads to the next entry")]
    [InlineData("head: at, ", "", "where it goes on")]
    [InlineData("to: blocks", "to: memory", "no command is known")]
    [InlineData("fetched: doorbell", "fetched: anytime", "by itself")]
    [InlineData("base: table", "base: table + 4", "computed")]
    [InlineData("dma: read, at: here", "dma: write, at: here", "writes behind entries")]
    public void WhatNoCopyCanStandForIsSaid(string what, string instead, string why) =>
        Assert.Contains(ShadowPlan.Of(Load(Text.Replace(what, instead, StringComparison.Ordinal))).Problems, problem => problem.Why.Contains(why, StringComparison.Ordinal));

    [Fact, Trait("sentence", "S90")]
    public void APlaceHasTheEntryWhatStandsBehindItAndWhatItNames()
    {
        Put(0x100, link: 0x200, table: 0x800, count: 2, data: 5);
        Put(0x200, link: 0x300, isLast: true);
        (bytes[0x10c], bytes[0x110]) = (0xaa, 0xbb);
        Word(0x800, 0x1000);
        Word(0x804, 0x2000);
        Ring(0x100, 1);

        Assert.Equal(AreaStart + PlaceBytes, InCopy(0, 0));
        Assert.Equal((0xaa, 0xbb, 0), (area[12], area[16], area[17]));
        Assert.Equal(AreaStart + 0x20, InCopy(0, 4)); // after all else, at a multiple of 16
        Assert.Equal((Elsewhere + 0x1000, Elsewhere + 0x2000), (InCopy(0, 0x20), InCopy(0, 0x24)));
        Assert.Equal(AreaStart + 2 * PlaceBytes, InCopy(1, 0)); // where the device goes on
    }

    [Fact, Trait("sentence", "S91")]
    public void TheRegisterHoldsItsPlaceWithTheCommandOnly()
    {
        var pointer = Assert.Single(Model.Pointers);
        Put(0x100, isLast: true);
        Ring(0x100, 1);
        Assert.Equal((0UL, AreaStart), (shadows.ValueInDevice(pointer.Register, monitor.State.Words), shadows.ValueWith(pointer, monitor.State.Words)));
        Ring(0x100, 1);
        Assert.Equal(AreaStart + PlaceBytes, shadows.ValueWith(pointer, monitor.State.Words));
    }

    [Fact]
    public void WhatTheGuestChangesAfterwardsIsNotInTheCopy()
    {
        Put(0x100, table: 0x800, count: 1, isLast: true);
        Word(0x800, 0x1000);
        Ring(0x100, 1);
        Word(0x800, 0x9999);
        Word(0x104, 0x9999);
        shadows.CarryBack();
        Assert.Equal(Elsewhere + 0x1000, InCopy(0, 0x10));
    }

    [Fact]
    public void ADoneEntryIsToldToTheGuestAndNothingElse()
    {
        Put(0x100, table: 0x800, count: 1, isLast: true);
        Word(0x800, 0x1000);
        Ring(0x100, 1);
        area[8] |= 0x80;
        shadows.CarryBack();
        Assert.Equal((0x81, 0x800u), (bytes[0x108], BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x104))));
    }

    [Fact]
    public void TheEndOfTheEntryBeforeIsTakenOutWhenTheListGoesOnBehindIt()
    {
        Put(0x100, link: 0x200, isLast: true);
        Ring(0x100, 1);
        Put(0x200, isLast: true);
        Ring(0, 0);
        Assert.Equal((0, 1), (area[8] & 1, area[PlaceBytes + 8] & 1));
    }

    [Fact, Trait("sentence", "S90")]
    public void WithoutAPlaceNothingIsGiven()
    {
        Put(0x100, link: 0x100, isLast: true);
        for (var i = 0; i < 4; i++)
            Ring(0x100, 1);
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, 1)).IsAllowed);
        Assert.False(shadows.TryPublish());
        area[8] |= 0x80; // the oldest is done
        shadows.CarryBack();
        bytes[0x108] = 1;
        Ring(0x100, 1);
    }

    [Fact]
    public void AnEntryWithMoreThanAPlaceHoldsIsNotGiven()
    {
        Put(0x100, isLast: true, data: PlaceBytes - 12);
        Ring(0x100, 1);
        Put(0x100, isLast: true, data: PlaceBytes - 11);
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, 1)).IsAllowed);
        Assert.False(shadows.TryPublish());
    }

    private static DeviceModel Load(string text)
    {
        var result = ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(text));
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }

    private void Put(int at, uint link = 0, uint table = 0, byte count = 0, int data = 0, bool isLast = false)
    {
        Word(at, link);
        Word(at + 4, table);
        (bytes[at + 8], bytes[at + 9]) = ((byte)(isLast ? 1 : 0), count);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 10), (ushort)data);
    }

    private void Word(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private void Ring(uint pointer, uint bell)
    {
        monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 0, pointer));
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, bell)).IsAllowed);
        Assert.True(shadows.TryPublish());
    }

    private ulong InCopy(int place, int at) => BinaryPrimitives.ReadUInt32LittleEndian(area.AsSpan(place * PlaceBytes + at));
}

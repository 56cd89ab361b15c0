using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Semantics;

/// <summary>The sentences of docs/semantics.md about lists and nested structures.</summary>
public class NestedStructureTests
{
    private const string Registers = """
        soundness: descriptor-addressed
        windows: { memory: { space: guest } }
        registers:
          BASE: { at: io+0, size: 4 }
          BELL: { at: io+6, size: 1, fields: { AGAIN: 7 } }
          LOOK: { at: io+8, size: 1 }

        """;

    /// <summary>Blocks of 16 bytes: link, address of parts, number of parts, last; each part is an address and a length.</summary>
    private const string Blocks = Registers + """
        variables: { at: { range: 0..0xffffffff }, sum: { range: 0..255 } }
        rules: [{ on: write BELL, check: [parts, data] }]
        checks:
          parts: { dma: read, walk: parts, at: start, length: bytes, within: memory, because: the guest must own it }
          data: { dma: read, walk: blocks, at: here + 16, length: behind, empty: allowed, within: memory, because: the guest must own it }
        descriptors:
          blocks: { kind: list, base: "BASE * (1 - BELL.AGAIN) + at * BELL.AGAIN", head: at, next: link, last: end, fetched: doorbell, bound: 4,
                    remember: [{ set: sum, to: sum + count }],
                    entry: { size: 16, fields: { link: { at: 0, size: 4 }, table: { at: 4, size: 4 }, count: { at: 8, size: 1 }, end: { at: 9, size: 1, bits: 0 }, behind: { at: 10, size: 2 } } } }
          parts: { kind: array, of: blocks, where: count != 0, base: table, entries: count, bound: 5,
                   entry: { size: 8, fields: { start: { at: 0, size: 4 }, bytes: { at: 4, size: 4 } } } }
        """;

    private const string Queue = Registers + """
        variables: { given: { range: 0..0xffff } }
        rules: [{ on: write BELL, check: buffers }]
        checks: { buffers: { dma: read, walk: chain, at: buffer, length: 16, within: memory, because: the guest must own it } }
        descriptors:
          ring: { kind: ring, base: BASE + 4, entries: 4, head: given, tail: { at: BASE + 2, size: 2 }, fetched: doorbell, bound: 4, entry: { size: 2, fields: { id: { at: 0, size: 2 } } } }
          chain: { kind: list, of: ring, base: BASE + 0x100 + 16 * ring.id, next: BASE + 0x100 + 16 * id, last: not more, bound: 4,
                   entry: { size: 16, fields: { buffer: { at: 0, size: 4 }, id: { at: 4, size: 2 }, more: { at: 6, size: 1, bits: 0 } } } }
        """;

    private const string Flagged = Registers + """
        variables: { given: { range: 0..7 }, last_of_all: { range: 0..255 } }
        rules: [{ on: write BELL, check: buffers }]
        checks: { buffers: { dma: read, walk: ring, at: buffer, length: 16, within: memory, because: the guest must own it } }
        descriptors:
          ring: { kind: ring, base: BASE, head: given, owned: own, last_of_ring: end, fetched: doorbell, bound: 8,
                  entry: { size: 8, fields: { buffer: { at: 0, size: 4 }, own: { at: 4, size: 1, bits: 0 }, end: { at: 5, size: 1, bits: 0 }, mark: { at: 6, size: 1, keep: last_of_all } } } }
        """;

    private readonly byte[] bytes = new byte[0x2000];

    private readonly ArrayMemory memory;

    public NestedStructureTests() => memory = new ArrayMemory(bytes, new MemoryWindow(0, 0x2000, 0));

    [Fact, Trait("sentence", "S84")]
    public void EachEntryOfTheParentBringsItsOwn()
    {
        var device = SmallDevice.Of(Blocks, memory: memory);
        Block(0x40, link: 0x80, table: 0x200, count: 2);
        Block(0x80, link: 0, table: 0x300, count: 1, isLast: true);
        Part(0x200, 0x1000);
        Part(0x208, 0x1100);
        Part(0x300, 0x1200);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal([2, 3], device.Monitor.Counts.EntriesGiven);
        Part(0x300, 0x1ff9); // 16 bytes leave the memory
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S84")]
    public void EntriesWithoutOneAreLeftOut()
    {
        var device = SmallDevice.Of(Blocks, memory: memory);
        Block(0x40, link: 0, table: 0xffff_fff0, count: 0, isLast: true);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
    }

    [Theory, Trait("sentence", "S84")]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)] // each would do, and not both
    [InlineData(6, 0, false)]
    public void TheBoundIsOneForAll(byte first, byte second, bool isAllowed)
    {
        var device = SmallDevice.Of(Blocks, memory: memory);
        Block(0x40, link: 0x80, table: 0x200, count: first);
        Block(0x80, link: 0, table: 0x200, count: second, isLast: true);
        for (var part = 0; part < 6; part++)
            Part(0x200 + 8 * part, 0x1000);
        device.Write(0, 0x40, 4);
        Assert.Equal(isAllowed, device.Write(6, 1).IsAllowed);
    }

    [Fact]
    public void DataLieBehindTheEntryItself()
    {
        var device = SmallDevice.Of(Blocks, memory: memory);
        Block(0x1fd0, link: 0, table: 0, count: 0, isLast: true, behind: 0x20);
        device.Write(0, 0x1fd0, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Block(0x1fd0, link: 0, table: 0, count: 0, isLast: true, behind: 0x21);
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S85")]
    public void AListGoesOnWhereItsLastOneLeads()
    {
        var device = SmallDevice.Of(Blocks, memory: memory);
        Block(0x40, link: 0x80, table: 0, count: 0, isLast: true);
        Block(0x80, link: 0xc0, table: 0, count: 0, isLast: true);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(0x80UL, device.ValueOf("at"));
        device.Write(0, 0x9000, 4); // the pointer means something else by now
        Assert.True(device.Write(6, 0x81).IsAllowed);
        Assert.Equal(0xc0UL, device.ValueOf("at"));
    }

    [Fact, Trait("sentence", "S85")]
    public void AListThatIsReadAtAnyTimeGoesOnAtItsLastOne()
    {
        var device = SmallDevice.Of(Blocks.Replace("fetched: doorbell", "fetched: anytime", StringComparison.Ordinal), memory: memory);
        Block(0x40, link: 0x80, table: 0, count: 0, isLast: true);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(0x40UL, device.ValueOf("at"));
        Block(0x40, link: 0x80, table: 0, count: 0);
        Block(0x80, link: 0, table: 0x200, count: 1, isLast: true);
        Part(0x200, 0x1000);
        device.Write(0, 0x9000, 4);
        Assert.True(device.Monitor.Walk(device.Model.Descriptors[0]).IsAllowed);
        Assert.Equal(0x80UL, device.ValueOf("at"));
        Part(0x200, 0x9000);
        Assert.False(device.Monitor.Walk(device.Model.Descriptors[0]).IsAllowed);
    }

    [Fact, Trait("sentence", "S86")]
    public void AWordInMemoryCountsWhatIsGiven()
    {
        var device = SmallDevice.Of(Queue, memory: memory);
        device.Write(0, 0x400, 4);
        for (var i = 0; i < 4; i++)
            Number(0x404 + 2 * i, i);
        for (var i = 0; i < 4; i++)
            Chain(0x500 + 16 * i, 0x1000, next: i + 1, more: i == 2);
        Number(0x402, 3);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal([3, 4], device.Monitor.Counts.EntriesGiven); // the third has two
        Number(0x402, 5);
        Number(0x404, 1);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal([5, 6], device.Monitor.Counts.EntriesGiven);
        Assert.Equal(5UL, device.ValueOf("given"));
    }

    [Fact, Trait("sentence", "S86")]
    public void TheCountGoesOnAtZeroAndIsNeverMoreThanTheRingHas()
    {
        var device = SmallDevice.Of(Queue.Replace("range: 0..0xffff", "range: 0..0xffff, initial: 0xfffe", StringComparison.Ordinal), memory: memory);
        device.Write(0, 0x400, 4);
        Number(0x402, 3);
        Assert.False(device.Write(6, 1).IsAllowed);
        Number(0x402, 2);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(2UL, device.ValueOf("given"));
    }

    [Fact, Trait("sentence", "S87")]
    public void AFlagEndsARing()
    {
        var device = SmallDevice.Of(Flagged, memory: memory);
        device.Write(0, 0x400, 4);
        for (var i = 0; i < 3; i++)
            Owned(i, isLast: i == 2);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal([3], device.Monitor.Counts.EntriesGiven);
        Assert.Equal((0UL, 2UL), (device.ValueOf("given"), device.ValueOf("last_of_all")));
    }

    [Fact, Trait("sentence", "S87")]
    public void AWalkEndsWhereItBeganToo()
    {
        var device = SmallDevice.Of(Flagged, memory: memory);
        device.Write(0, 0x400, 4);
        Owned(0, isLast: false);
        Assert.True(device.Write(6, 1).IsAllowed);
        Owned(1, isLast: true); // the first is still the device's
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal([3], device.Monitor.Counts.EntriesGiven);
        Assert.Equal(1UL, device.ValueOf("given"));
    }

    [Fact, Trait("sentence", "S87")]
    public void ARingWithoutAnEndFails()
    {
        var device = SmallDevice.Of(Flagged, memory: memory);
        device.Write(0, 0x400, 4);
        for (var i = 0; i < 8; i++)
            Owned(i, isLast: false);
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Theory, Trait("sentence", "S88")]
    [InlineData("count == 1", true)]
    [InlineData("blocks.count == 1", true)]
    [InlineData("blocks.here == 0x40", true)]
    [InlineData("here == 0x200", true)]
    [InlineData("sum == 0", true)]
    [InlineData("sum == 1", false)]
    public void ACheckKnowsTheEntriesThatLedToOne(string condition, bool isAllowed)
    {
        var device = SmallDevice.Of(Blocks.Replace("check: [parts, data]", "check: [known]", StringComparison.Ordinal)
            .Replace("  data:", $"  known: {{ walk: parts, holds: {condition}, because: so it is }}\n  data:", StringComparison.Ordinal), memory: memory);
        Block(0x40, link: 0, table: 0x200, count: 1, isLast: true);
        Part(0x200, 0x1000);
        device.Write(0, 0x40, 4);
        Assert.Equal(isAllowed, device.Write(6, 1).IsAllowed);
    }

    private void Number(int at, int number) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)number);

    private void Address(int at, uint address) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), address);

    private void Block(int at, uint link, uint table, byte count, bool isLast = false, int behind = 0)
    {
        Address(at, link);
        Address(at + 4, table);
        (bytes[at + 8], bytes[at + 9]) = (count, (byte)(isLast ? 1 : 0));
        Number(at + 10, behind);
    }

    private void Part(int at, uint start)
    {
        Address(at, start);
        Address(at + 4, 16);
    }

    private void Chain(int at, uint buffer, int next, bool more)
    {
        Address(at, buffer);
        Number(at + 4, next);
        bytes[at + 6] = (byte)(more ? 1 : 0);
    }

    private void Owned(int index, bool isLast)
    {
        Address(0x400 + 8 * index, 0x1000);
        (bytes[0x404 + 8 * index], bytes[0x405 + 8 * index], bytes[0x406 + 8 * index]) = (1, (byte)(isLast ? 1 : 0), (byte)index);
    }
}

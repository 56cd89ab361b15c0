using System.Buffers.Binary;
using Dmm.Memory;

namespace Dmm.Tests.Semantics;

/// <summary>The sentences of docs/semantics.md about memory of the guest.</summary>
public class GuestMemoryTests
{
    private const string Registers = """
        soundness: descriptor-addressed
        windows: { memory: { space: guest } }
        registers:
          BASE: { at: io+0, size: 4 }
          LENGTH: { at: io+4, size: 2 }
          BELL: { at: io+6, size: 1 }
          SETUP: { at: io+8, size: 4 }

        """;

    private const string Plain = Registers + """
        rules: [{ on: write BELL, check: block }]
        checks: { block: { dma: read, at: BASE, length: LENGTH, within: memory, because: the guest must own it } }
        """;

    private const string Ring = Registers + """
        variables: { next: { range: 0..255 }, begin: { range: 0..0xffffffff } }
        rules:
          - { on: write BELL, check: buffers }
          - { on: write BASE, do: set next = 0 }
          - { on: write SETUP, check: setup_aligned }
        checks:
          buffers: { dma: read, walk: ring, at: buffer, length: size, where: size != 0, within: memory, because: the guest must own it }
          setup_aligned: { holds: (begin & 3) == 0, walk: setup, because: so it is }
        descriptors:
          ring: { kind: ring, base: BASE, entries: 8, head: next, tail: BELL, frame: last, bound: 4,
                  entry: { size: 8, fields: { buffer: { at: 0, size: 4 }, size: { at: 4, size: 2 }, last: { at: 6, size: 1, bits: 0 } } } }
          setup: { kind: block, base: SETUP, entry: { size: 4, fields: { begin: { at: 0, size: 4, keep: begin } } } }
        """;

    private const string List = Registers + """
        rules: [{ on: write BELL, check: buffers }]
        checks: { buffers: { dma: read, walk: chain, at: buffer, length: 16, within: memory, because: the guest must own it } }
        descriptors:
          chain: { kind: list, base: BASE, next: next, last: next == 0, owned: own, bound: 3,
                   entry: { size: 12, fields: { next: { at: 0, size: 4 }, buffer: { at: 4, size: 4 }, own: { at: 8, size: 1, bits: 0 } } } }
        """;

    private readonly byte[] bytes = new byte[0x2000];

    /// <summary>Two windows side by side, 4 KiB each, which the device finds at different places.</summary>
    private readonly ArrayMemory memory;

    public GuestMemoryTests() => memory = new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0x10000), new MemoryWindow(0x1000, 0x1000, 0x80000));

    [Theory, Trait("sentence", "S48")]
    [InlineData(0x0, 0x1000, true)]
    [InlineData(0xfff, 1, true)]
    [InlineData(0xfff, 2, false)] // two windows side by side do not add up
    [InlineData(0x1ffe, 3, false)]
    [InlineData(0x2000, 1, false)]
    [InlineData(0xffff_ffff, 2, false)]
    public void ARangeLiesInOnePieceOfTheGuestsMemory(uint at, ushort length, bool isAllowed)
    {
        var device = Of(Plain);
        device.Write(0, at, 4);
        device.Write(4, length, 2);
        Assert.Equal(isAllowed, device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S48")]
    public void WithoutMemoryAtHandItIsThatOfAPc()
    {
        var device = SmallDevice.Of(Plain.Replace("size: 4 }", "size: 4 }", StringComparison.Ordinal));
        device.Write(4, 16, 2);
        device.Write(0, 0xbfff_fff0, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        device.Write(0, 0xbfff_fff1, 4);
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S55")]
    public void ARingIsVisitedFromHeadToTail()
    {
        var device = Of(Ring);
        Entry(0, 0x100, 16);
        Entry(1, 0x200, 16);
        Entry(2, 0x9000, 16); // not given yet
        Assert.True(device.Write(6, 2).IsAllowed);
        Assert.Equal(2, device.Monitor.Counts.EntriesGiven[0]);
        Assert.False(device.Write(6, 3).IsAllowed);
    }

    [Fact, Trait("sentence", "S55")]
    public void ARingGoesOnAtItsBeginning()
    {
        var device = Of(Ring);
        for (var i = 0; i < 8; i++)
            Entry(i, 0x100, 16);
        Assert.True(device.Write(6, 4).IsAllowed);
        Assert.True(device.Write(6, 7).IsAllowed);
        Assert.True(device.Write(6, 2).IsAllowed);
        Assert.Equal(10, device.Monitor.Counts.EntriesGiven[0]);
    }

    [Fact, Trait("sentence", "S55")]
    public void AListIsVisitedUntilItsLast()
    {
        var device = Of(List);
        Link(0x40, 0x80, 0x100);
        Link(0x80, 0, 0x200);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(2, device.Monitor.Counts.EntriesGiven[0]);
        Link(0x80, 0, 0x1ff8); // its buffer leaves the guest's memory
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S55")]
    public void AWalkEndsAtAnEntryThatIsNotOwned()
    {
        var device = Of(List);
        Link(0x40, 0x80, 0x100);
        Link(0x80, 0, 0x9000, isOwned: false);
        device.Write(0, 0x40, 4);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(1, device.Monitor.Counts.EntriesGiven[0]);
    }

    [Fact, Trait("sentence", "S55")]
    public void AnEntryIsReadOnceForAllChecksOfAnEvent()
    {
        var once = new ReadOnceMemory(memory);
        var device = SmallDevice.Of(Ring.Replace("check: buffers }", "check: [buffers, not_long] }", StringComparison.Ordinal)
            .Replace("checks:\n", "checks:\n  not_long: { holds: size <= 64, walk: ring, because: so it is }\n", StringComparison.Ordinal), memory: once);
        Entry(0, 0x100, 16);
        Assert.True(device.Write(6, 1).IsAllowed);
        Assert.Equal(1, once.Reads);
    }

    [Theory, Trait("sentence", "S56")]
    [InlineData(0x1ff8, 2, "the second entry lies behind the memory")]
    [InlineData(0xff4, 2, "the second entry straddles two windows")]
    [InlineData(0, 8, "there is no entry 8")]
    [InlineData(0, 5, "five are more than the bound")]
    [InlineData(0xffff_fff8, 1, "the first entry lies nowhere")]
    public void AStructureThatIsNotSoundFails(uint at, byte tail, string why)
    {
        var device = Of(Ring);
        device.Write(0, at, 4);
        Assert.False(device.Write(6, tail).IsAllowed, why);
    }

    [Fact, Trait("sentence", "S56")]
    public void AListWithoutEndFails()
    {
        var device = Of(List);
        Link(0x40, 0x40, 0x100);
        device.Write(0, 0x40, 4);
        Assert.False(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S57")]
    public void WhatIsGivenOnceIsNotGivenAgain()
    {
        var device = Of(Ring);
        Entry(0, 0x100, 16);
        device.Write(6, 1);
        Assert.Equal(1UL, device.ValueOf("next"));
        Entry(0, 0x9000, 16);
        Assert.True(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S57")]
    public void ADeniedWalkLeavesTheHeadWhereItWas()
    {
        var device = Of(Ring);
        Entry(0, 0x9000, 16);
        var before = device.State.Clone();
        Assert.False(device.Write(6, 1).IsAllowed);
        Assert.True(device.State.SameAs(before));
    }

    [Fact, Trait("sentence", "S57")]
    public void AFieldIsKeptWhenTheBlockPasses()
    {
        var device = Of(Ring);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x300), 0x1234);
        Assert.True(device.Write(8, 0x300, 4).IsAllowed);
        Assert.Equal(0x1234UL, device.ValueOf("begin"));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x300), 0x1235);
        Assert.False(device.Write(8, 0x300, 4).IsAllowed);
        Assert.Equal(0x1234UL, device.ValueOf("begin"));
    }

    [Fact, Trait("sentence", "S58")]
    public void EntriesThatACheckIsNotAboutAreNotJudged()
    {
        var device = Of(Ring);
        Entry(0, 0x9000, 0);
        Assert.True(device.Write(6, 1).IsAllowed);
    }

    [Fact, Trait("sentence", "S59")]
    public void EntriesThatCannotBeSeenPassAtTheDoorbell()
    {
        var device = SmallDevice.Of(Ring, memory: new UnseenMemory(new GuestMap(new MemoryWindow(0, 0x1000, 0))));
        Assert.True(device.Write(6, 3).IsAllowed);
        Assert.Equal(3UL, device.ValueOf("next"));
    }

    [Fact]
    public void ADenialNamesTheEntryAndItsFields()
    {
        var device = Of(Ring);
        Entry(0, 0x100, 16);
        Entry(1, 0x9000, 32);
        var verdict = device.Write(6, 2);
        var text = device.Monitor.LastDenied.Explain(verdict).Single().ToString();
        Assert.Contains("entry of ring=0x1, size=0x20, buffer=0x9000", text, StringComparison.Ordinal);
    }

    private SmallDevice Of(string yaml) => SmallDevice.Of(yaml, memory: memory);

    private void Entry(int index, uint buffer, ushort size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * 8), buffer);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(index * 8 + 4), size);
    }

    private void Link(int at, uint next, uint buffer, bool isOwned = true)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), next);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), buffer);
        bytes[at + 8] = (byte)(isOwned ? 1 : 0);
    }

    /// <summary>Counts how often entries are read.</summary>
    private sealed class ReadOnceMemory(IGuestMemory memory) : IGuestMemory
    {
        public int Reads { get; private set; }

        public bool Owns(ulong at, ulong length) => memory.Owns(at, length);

        public bool TryRead(ulong at, Span<byte> into)
        {
            Reads++;
            return memory.TryRead(at, into);
        }

        public bool TryWrite(ulong at, ReadOnlySpan<byte> from) => memory.TryWrite(at, from);

        public ulong AtDevice(ulong at) => memory.AtDevice(at);
    }
}

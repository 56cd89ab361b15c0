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

/// <summary>A ring that a flag ends is given to the device in the order of its entries, in a ring of the monitor's, which begins again at each hand-off.</summary>
public class GivenOrderTests
{
    private const string Text = """
        model: m
        title: a NIC that takes a ring up at its first entry, and shows nowhere where it is
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x20 } }
        registers: { RING: { at: io+0, size: 4 }, BELL: { at: io+4, size: 4 } }
        windows: { memory: { space: guest } }
        variables: { next: { range: 0..15 } }
        machines: {}
        rules: [{ on: write BELL, check: buffers }, { on: write RING, do: set next = 0 }]
        checks: { buffers: { dma: read, walk: ring, at: address, length: 8, within: memory, because: the guest must own it } }
        descriptors:
          ring: { kind: ring, base: RING, head: next, owned: own, last_of_ring: LAST, fetched: anytime, bound: 16,
                  entry: { size: 8, fields: { address: { at: 0, size: 4 }, flags: { at: 4, size: 4, bits: 0..24 }, end: { at: 4, size: 4, bits: 25 }, own: { at: 4, size: 4, bits: 31 } } } }
        """;

    private static readonly DeviceModel Counted = ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(Text.Replace("last_of_ring: LAST", "entries: 3", StringComparison.Ordinal))).Model!;

    private const uint Own = 0x8000_0000, End = 0x200_0000;
    private const int Ring = 0x200, EntryBytes = 8, Places = 16;
    private const ulong AreaStart = 0x10_0000;

    private static readonly DeviceModel Model = Load("end");

    private readonly byte[] bytes = new byte[0x1000];
    private readonly byte[] area = new byte[0x1_0000];
    private readonly DeviceMonitor monitor;
    private readonly GuestShadows shadows;
    private int position;

    public GivenOrderTests()
    {
        monitor = new DeviceMonitor(TableCompiler.Compile(Model, HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0x400_0000)));
        shadows = new GuestShadows(ShadowPlan.Of(Model), monitor, new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart)), AreaStart);
    }

    [Fact]
    public void TheModelCanBeShadowedAsAWhole() => Assert.Empty(ShadowPlan.Of(Model).Problems);

    [Theory]
    [InlineData("end and own")]
    [InlineData("flags == 7")]
    [InlineData("not end")]
    public void AFlagThatIsNoBitOfItsOwnCannotBeSetElsewhere(string last) =>
        Assert.Contains("which entry is its last", Assert.Single(ShadowPlan.Of(Load(last)).Problems).Why, StringComparison.Ordinal);

    [Theory, Trait("sentence", "S89")]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(16)]
    public void EveryEntryIsDoneOnceAndInOrderWhateverIsHandedOver(int entries)
    {
        var random = new Random(entries);
        var (given, seen) = (0, new List<uint>());
        Begin();
        for (var step = 0; step < 2_000; step++)
            switch (random.Next(4))
            {
                case 0 when (EntryOf(given % entries) & Own) == 0: // the guest gives an entry, and sometimes only that it will
                    Write(given % entries, (uint)given & 0xff, Own | (given % entries == entries - 1 ? End : 0));
                    given++;
                    if (random.Next(2) == 0)
                        GiveAll();
                    break;
                case 1:
                    Assert.True(shadows.Refresh().IsAllowed);
                    break;
                case 2:
                    Do(random.Next(4), seen);
                    shadows.CarryBack();
                    break;
                case 3: // the device is handed over and back, and takes up the ring at its first entry
                    shadows.CarryBack();
                    shadows.BeginAgain();
                    position = 0;
                    break;
            }
        GiveAll();
        Do(Places, seen);
        shadows.CarryBack();
        Assert.Equal(Enumerable.Range(0, given).Select(number => (uint)number & 0xff), seen);
        Assert.True(given > 100, $"{given}");
        Assert.All(Enumerable.Range(0, entries), entry => Assert.Equal(entry == entries - 1 ? End : 0, EntryOf(entry) & (Own | End)));
    }

    /// <summary>A walk that goes round the ring finds what was given before. The next one begins where the guest goes on, and not where this one began.</summary>
    [Fact]
    public void AnEntryIsFoundThatIsGivenAfterTheRingWasFull()
    {
        var counted = new DeviceMonitor(TableCompiler.Compile(Counted, HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, 0x400_0000)));
        var copies = new GuestShadows(ShadowPlan.Of(Counted), counted, new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart)), AreaStart);
        counted.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 0, Ring));
        Give(0);
        Give(1, 2); // the device has done nothing yet
        for (var entry = 0; entry < 3; entry++)
            area[entry * EntryBytes + 7] = 0;
        copies.CarryBack();
        Give(0);
        Assert.Equal(0x80, area[7]);

        void Give(params int[] entries)
        {
            foreach (var entry in entries)
                Write(entry, 0x100, Own);
            Assert.True(counted.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, 0)).IsAllowed);
            Assert.True(copies.TryPublish());
        }
    }

    [Fact]
    public void AGuestWhoseRingChangesItsLengthHarmsItselfOnly()
    {
        Begin();
        var (random, seen) = (new Random(1), new List<uint>());
        for (var step = 0; step < 5_000; step++)
        {
            Write(random.Next(Places), (uint)random.Next(256), (random.Next(2) == 0 ? Own : 0) | (random.Next(3) == 0 ? End : 0));
            if (random.Next(2) == 0)
                monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, 0));
            shadows.TryPublish();
            shadows.Refresh();
            Do(random.Next(3), seen);
            shadows.CarryBack();
            if (random.Next(9) == 0)
            {
                shadows.BeginAgain();
                position = 0;
            }
            Assert.True(area.AsSpan(Places * EntryBytes).IndexOfAnyExcept((byte)0) < 0, "an entry lies outside of the copy");
        }
    }

    private static DeviceModel Load(string last) => ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(Text.Replace("LAST", last, StringComparison.Ordinal))).Model!;

    private void Begin()
    {
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 0, Ring)).IsAllowed);
        shadows.Written(Model.Registers[0]);
        GiveAll();
    }

    private void GiveAll()
    {
        Assert.True(monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, 4, 0)).IsAllowed);
        Assert.True(shadows.TryPublish());
    }

    private void Write(int entry, uint address, uint flags)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Ring + entry * EntryBytes), address);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Ring + entry * EntryBytes + 4), flags);
    }

    private uint EntryOf(int entry) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Ring + entry * EntryBytes + 4));

    /// <summary>The device does some entries that are its own, as far as there are any.</summary>
    private void Do(int most, List<uint> seen)
    {
        for (; most > 0; most--)
        {
            var entry = area.AsSpan(position * EntryBytes, EntryBytes);
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            if ((flags & Own) == 0)
                return;
            seen.Add(BinaryPrimitives.ReadUInt32LittleEndian(entry) & 0xff);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], flags & ~Own);
            position = (flags & End) != 0 ? 0 : position + 1;
            Assert.True(position < Places, "the device ran out of the copy");
        }
    }
}

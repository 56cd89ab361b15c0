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

/// <summary>What a device gets in place of a guest's addresses and descriptors.</summary>
public class ShadowTests
{
    private const string Text = """
        model: m
        title: a NIC with a ring, a block and an address in a register
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x20 } }
        registers:
          RING: { at: [io+0, io+4], size: 4 }
          TAIL: { at: io+8, size: 2 }
          SETUP: { at: io+0x0c, size: 4 }
          BUFFER: { at: io+0x10, size: 4, fields: { GO: 0 } }
        windows: { memory: { space: guest } }
        variables: { next: { range: 0..7 }, polled: { range: 0..7 }, start: { range: 0..0xffffffff } }
        machines: {}
        rules:
          - { on: write TAIL, check: buffers }
          - { on: write SETUP, check: [setup_in_memory, polled_buffers], do: set polled = 0 }
          - { on: write BUFFER, when: BUFFER.GO, check: buffer }
        checks:
          buffers: { dma: read, walk: ring, where: not text, at: address, length: size, within: memory, because: the guest must own it }
          setup_in_memory: { holds: (begin & 7) == 0, walk: setup, because: entries are aligned }
          polled_buffers: { dma: write, walk: polled, at: address, length: 8, within: memory, because: the guest must own it }
          buffer: { dma: write, at: BUFFER & 0xfffffff0, length: 16, within: memory, because: the guest must own it }
        descriptors:
          ring: { kind: ring, base: RING, entries: 8, head: next, tail: TAIL, bound: 8,
                  entry: { size: 16, fields: { address: { at: 0, size: 8 }, size: { at: 8, size: 2 }, done: { at: 12, size: 1, bits: 0 }, text: { at: 13, size: 1, bits: 0 } } } }
          setup: { kind: block, base: SETUP, entry: { size: 8, fields: { begin: { at: 4, size: 4, keep: start } } } }
          polled: { kind: ring, base: start, entries: 8, head: polled, owned: own, fetched: anytime, bound: 8,
                    entry: { size: 8, fields: { address: { at: 0, size: 4 }, own: { at: 4, size: 1, bits: 7 } } } }
        """;

    private const ulong AreaStart = 0x10_0000, GuestStart = 0x400_0000;

    private static readonly DeviceModel Model = ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(Text)).Model!;

    private readonly byte[] bytes = new byte[0x1000];
    private readonly byte[] area = new byte[0x4_0000];
    private readonly ArrayMemory deviceSide;
    private readonly DeviceMonitor monitor;
    private readonly GuestShadows shadows;

    public ShadowTests()
    {
        var guest = new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, GuestStart));
        deviceSide = new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart));
        monitor = new DeviceMonitor(TableCompiler.Compile(Model, HookGoals.Dma), guest);
        shadows = new GuestShadows(ShadowPlan.Of(Model), monitor, deviceSide, AreaStart);
    }

    [Fact]
    public void TheModelCanBeShadowedAsAWhole() => Assert.Empty(ShadowPlan.Of(Model).Problems);

    [Fact]
    public void RegistersWithAddressesAreFoundInTheModel() => Assert.Equal(["RING", "SETUP", "BUFFER"], ShadowPlan.Of(Model).Registers.Select(register => register.Name));

    [Fact]
    public void TheBaseOfARingIsThatOfItsCopy()
    {
        Write(0, 4, 0x200);
        Assert.Equal(RingCopy, InDevice("RING"));
    }

    [Fact]
    public void AnAddressInARegisterIsTranslatedAndItsOtherBitsStay()
    {
        Write(0x10, 4, 0x341);
        Assert.Equal(GuestStart + 0x341, InDevice("BUFFER"));
    }

    [Fact]
    public void TheDeviceGetsTheCopyThatWasChecked()
    {
        Entry(0, 0x100, 64);
        Write(8, 2, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x200), 0x9000); // too late
        Assert.True(shadows.TryPublish());
        Assert.Equal(GuestStart + 0x100, BinaryPrimitives.ReadUInt64LittleEndian(AtDevice(RingCopy)));
        Assert.Equal(64, BinaryPrimitives.ReadUInt16LittleEndian(AtDevice(RingCopy + 8)));
    }

    [Theory, Trait("sentence", "S68")]
    [InlineData(0, GuestStart + 0x100)]
    [InlineData(1, 0x100)]
    public void WhatIsNoAddressInAnEntryGoesOnAsItIs(byte text, ulong inCopy)
    {
        Entry(0, 0x100, 64);
        bytes[0x20d] = text;
        Write(8, 2, 1);
        Assert.True(shadows.TryPublish());
        Assert.Equal(inCopy, BinaryPrimitives.ReadUInt64LittleEndian(AtDevice(RingCopy)));
    }

    [Fact]
    public void WhatIsDeniedIsNotPublished()
    {
        Entry(0, 0x9000, 64);
        Assert.False(Write(8, 2, 1).IsAllowed);
        Assert.True(shadows.TryPublish());
        Assert.True(area.AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void WhatTheDeviceWritesIsCarriedBackAndNothingElse()
    {
        Entry(0, 0x100, 64);
        Write(8, 2, 1);
        shadows.TryPublish();
        AtDevice(RingCopy)[12] = 1;
        var before = bytes.ToArray();
        shadows.CarryBack();
        before[0x200 + 12] = 1;
        Assert.Equal(before, bytes);
    }

    [Fact]
    public void AFieldThatNamesAStructureNamesItsCopy()
    {
        Setup(0x300);
        Assert.Equal(PolledCopy, BinaryPrimitives.ReadUInt32LittleEndian(AtDevice(SetupCopy + 4)));
    }

    [Fact]
    public void EntriesGivenWithoutAnAccessAreFound()
    {
        Setup(0x300);
        Polled(0, 0x100);
        Assert.True(shadows.Refresh().IsAllowed);
        Assert.Equal(GuestStart + 0x100, BinaryPrimitives.ReadUInt32LittleEndian(AtDevice(PolledCopy)));
        Assert.Equal(0x80, AtDevice(PolledCopy)[4]);
    }

    [Fact]
    public void WhatTheDeviceHasIsNotGivenASecondTime()
    {
        Setup(0x300);
        for (var index = 0; index < 8; index++)
            Polled(index, 0x100);
        Assert.True(shadows.Refresh().IsAllowed);
        AtDevice(PolledCopy)[4] = 0; // the device is done with the first, which the guest does not know yet
        Assert.True(shadows.Refresh().IsAllowed);
        Assert.Equal(0, AtDevice(PolledCopy)[4]);
        shadows.CarryBack();
        Assert.Equal(0, bytes[0x304]);
        Polled(0, 0x180);
        Assert.True(shadows.Refresh().IsAllowed);
        Assert.Equal(GuestStart + 0x180, BinaryPrimitives.ReadUInt32LittleEndian(AtDevice(PolledCopy)));
    }

    [Fact]
    public void OneThatIsDeniedEndsTheLookingUntilItIsAskedForAgain()
    {
        Setup(0x300);
        Polled(0, 0x9000);
        Assert.False(shadows.Refresh().IsAllowed);
        Assert.True(shadows.Refresh().IsAllowed);
        Assert.Equal(0, AtDevice(PolledCopy)[4]);
    }

    [Fact]
    public void AnotherBaseForgetsWhatWasGiven()
    {
        Entry(0, 0x100, 64);
        Write(8, 2, 1);
        shadows.TryPublish();
        shadows.Written(Model.Registers.Single(register => register.Name == "RING"));
        Assert.True(area.AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void ADoorbellAllocatesNothing()
    {
        Entry(0, 0x100, 64);
        Write(8, 2, 1);
        shadows.TryPublish();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            for (var entry = 0; entry < 8; entry++)
                Entry(entry, 0x100, 64);
            Write(8, 2, (ulong)(i % 2 == 0 ? 5 : 1));
            shadows.TryPublish();
            shadows.CarryBack();
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ulong RingCopy => AreaStart;

    private static ulong SetupCopy => RingCopy + 0x1_0000;

    private static ulong PolledCopy => SetupCopy + 0x1000;

    private Verdict Write(uint offset, int size, ulong value) => monitor.Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value));

    private ulong InDevice(string register) => shadows.ValueInDevice(Model.Registers.Single(each => each.Name == register), monitor.State.Words);

    private Span<byte> AtDevice(ulong at) => area.AsSpan((int)(at - AreaStart));

    private void Entry(int index, ulong address, ushort size)
    {
        Write(0, 4, 0x200);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x200 + index * 16), address);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x208 + index * 16), size);
    }

    private void Setup(uint begin)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x84), begin);
        Assert.True(Write(0x0c, 4, 0x80).IsAllowed);
        Assert.True(shadows.TryPublish());
        Assert.True(Write(0x0c, 4, 0x80).IsAllowed); // the ring is known now, and walked
        Assert.True(shadows.TryPublish());
    }

    private void Polled(int index, uint address)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x300 + index * 8), address);
        bytes[0x304 + index * 8] = 0x80;
    }
}

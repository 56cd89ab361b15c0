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

/// <summary>A copy of a ring that the device begins with its first entry, wherever the guest is in its own.</summary>
public class TurnedCopyTests
{
    private const string Text = """
        model: m
        title: a NIC that begins a ring with its first entry
        soundness: descriptor-addressed
        regions: { io: { space: port, size: 0x20 } }
        registers:
          RING: { at: io+0, size: 4 }
          BELL: { at: io+4 }
          AGAIN: { at: io+8 }
        windows: { memory: { space: guest } }
        variables: { next: { range: 0..7 }, place: { range: 0..7 } }
        machines: {}
        rules:
          - { on: write BELL, check: buffers }
          - { on: write AGAIN, do: [set next = 0, set place = 0] }
        checks: { buffers: { dma: read, walk: ring, at: address, length: 8, within: memory, because: the guest must own it } }
        descriptors:
          ring: { kind: ring, base: RING, entries: 8, head: next, copied_at: place, owned: own, last_of_ring: end, bound: 8,
                  entry: { size: 8, fields: { address: { at: 0, size: 4 }, own: { at: 4, size: 4, bits: 31 }, end: { at: 4, size: 4, bits: 30 } } } }
        """;

    private const ulong AreaStart = 0x10_0000, GuestStart = 0x400_0000;
    private const int Ring = 0x200, EntriesOfGuest = 3, EntriesOfCopy = 8;
    private const uint Owned = 1u << 31, End = 1u << 30;

    private static readonly DeviceModel Model = ModelLoader.Load("m.yaml", Encoding.UTF8.GetBytes(Text)).Model!;

    private readonly byte[] bytes = new byte[0x1000];
    private readonly byte[] area = new byte[0x1_0000];
    private readonly DeviceMonitor monitor;
    private readonly GuestShadows shadows;

    public TurnedCopyTests()
    {
        var guest = new ArrayMemory(bytes, new MemoryWindow(0, 0x1000, GuestStart));
        monitor = new DeviceMonitor(TableCompiler.Compile(Model, HookGoals.Dma | HookGoals.Handoff), guest);
        shadows = new GuestShadows(ShadowPlan.Of(Model), monitor, new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart)), AreaStart);
        Write(0, 4, Ring);
    }

    [Fact]
    public void AfterAHandOffTheNextEntryIsTheFirstOfTheCopy()
    {
        SendOne(0);
        SendOne(1);
        shadows.BeginAgain(monitor.State.Block);
        Give(2);

        Assert.Equal(GuestStart + 0x102, CopyAddress(0));
        Assert.Equal(Owned, CopyState(0));
        Assert.Equal(0u, CopyState(1) & Owned);
    }

    [Fact]
    public void TheCopyEndsWithItsOwnLastEntryAndTheGuestKeepsItsEnd()
    {
        for (var sent = 0; sent < 2 * EntriesOfCopy; sent++)
        {
            var entry = sent % EntriesOfGuest;
            Give(entry);
            Assert.Equal(Owned | (sent % EntriesOfCopy == EntriesOfCopy - 1 ? End : 0), CopyState(sent % EntriesOfCopy));
            Finish(sent % EntriesOfCopy);
            Assert.Equal(entry == EntriesOfGuest - 1 ? End : 0, State(entry));
        }
    }

    [Fact]
    public void ARestartOfTheDeviceRestartsTheCopy()
    {
        SendOne(0);
        Write(8, 1, 1);
        SendOne(0, place: 0);
    }

    [Fact]
    public void WhatTheDeviceHasStillIsNotGivenASecondTime()
    {
        for (var entry = 0; entry < EntriesOfGuest; entry++)
            Put(entry);
        for (var times = 0; times < 2 * EntriesOfCopy; times++)
            Bell();

        Assert.Equal(EntriesOfGuest, Enumerable.Range(0, EntriesOfCopy).Count(place => (CopyState(place) & Owned) != 0));
    }

    private void SendOne(int entry, int? place = null)
    {
        Give(entry);
        Finish(place ?? entry);
        Assert.Equal(0u, State(entry) & Owned);
    }

    private void Give(int entry)
    {
        Put(entry);
        Bell();
    }

    private void Put(int entry)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Ring + 8 * entry), (uint)(0x100 + entry));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Ring + 8 * entry + 4), Owned | (entry == EntriesOfGuest - 1 ? End : 0));
    }

    private void Bell()
    {
        Assert.True(Write(4, 1, 1).IsAllowed);
        Assert.True(shadows.TryPublish());
    }

    private void Finish(int place)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(area.AsSpan(8 * place + 4), CopyState(place) & ~Owned);
        shadows.CarryBack();
    }

    private Verdict Write(uint offset, int size, ulong value)
    {
        var verdict = monitor.Access(new TraceEvent(TraceEventKind.Write, 0, size, offset, value));
        if (offset == 0)
            shadows.Written(Model.Registers[0]);
        return verdict;
    }

    private uint State(int entry) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Ring + 8 * entry + 4));

    private uint CopyState(int place) => BinaryPrimitives.ReadUInt32LittleEndian(area.AsSpan(8 * place + 4));

    private ulong CopyAddress(int place) => BinaryPrimitives.ReadUInt32LittleEndian(area.AsSpan(8 * place));
}

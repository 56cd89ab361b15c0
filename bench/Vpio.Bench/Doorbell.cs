using System.Buffers.Binary;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>A guest with a ring of 512 frames for the e1000, whose driver rings once for so many of them, round and round.</summary>
/// <remarks>All memory is arrays, so what is measured is the monitor. The device only turns the status of each descriptor, which is what it must do
/// at least for something to be carried back.</remarks>
internal sealed class Doorbell
{
    private const int Entries = 512, EntryBytes = 16, Status = 12;
    private const ulong RingStart = 0x1000, BufferStart = 0x1_0000, AreaStart = 0x1000_0000;
    private const uint Base = 0x3800, Length = 0x3808, Head = 0x3810, Tail = 0x3818, Control = 0x0400;

    private readonly DeviceMonitor monitor;
    private readonly byte[] area;
    private readonly int copy;
    private readonly int given;
    private uint tail;

    public Doorbell(int given)
    {
        this.given = given;
        var model = ModelLoader.Load("e1000.yaml", File.ReadAllBytes(Repository.PathOf("models/e1000.yaml")), "qemu").Model
            ?? throw new InvalidDataException("models/e1000.yaml has errors");
        var bytes = new byte[0x10_0000];
        for (var entry = 0; entry < Entries; entry++)
            Fill(bytes.AsSpan((int)RingStart + entry * EntryBytes, EntryBytes));
        monitor = new DeviceMonitor(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma), new ArrayMemory(bytes, new MemoryWindow(0, (ulong)bytes.Length, 0x4000_0000)));
        area = new byte[GuestShadows.BytesFor(model)];
        Shadows = new GuestShadows(ShadowPlan.Of(model), monitor, new ArrayMemory(area, new MemoryWindow(AreaStart, (ulong)area.Length, AreaStart)), AreaStart);
        foreach (var (offset, value) in new (uint, ulong)[] { (Base, RingStart), (Base + 4, 0), (Length, Entries * EntryBytes), (Head, 0), (Tail, 0), (Control, 2) })
            Write(offset, value);
        var ring = model.Registers.Single(register => register.Name == "TDBA");
        copy = (int)(Shadows.ValueInDevice(ring, monitor.State.Words) - AreaStart);
    }

    public GuestShadows Shadows { get; }

    /// <summary>The driver rings for the next descriptors; the monitor judges them.</summary>
    public ulong Ring()
    {
        tail = (tail + (uint)given) % Entries;
        Write(Tail, tail);
        return tail;
    }

    /// <summary>The device gets copies of them.</summary>
    public void Publish()
    {
        if (!Shadows.TryPublish())
            throw new InvalidOperationException("the ring has no place in the copy");
    }

    /// <summary>The device writes the status of those that were given last.</summary>
    public void Work()
    {
        var first = (tail + Entries - (uint)given) % Entries;
        for (uint i = 0; i < given; i++)
            area[copy + (int)((first + i) % Entries) * EntryBytes + Status] ^= 1;
    }

    private void Write(uint offset, ulong value)
    {
        if (!monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 4, offset, value)).IsAllowed)
            throw new InvalidOperationException($"the model denies a write of 0x{value:x} at 0x{offset:x}");
    }

    /// <summary>A legacy descriptor of one frame of 1,514 bytes that asks for its status.</summary>
    private static void Fill(Span<byte> entry)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry, BufferStart);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], 1514);
        entry[11] = 0x09; // EOP and RS
    }
}

using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>A ring of entries of the monitor's own, each with a buffer past the ring; or a list in a circle, each with a buffer after the entry.</summary>
internal sealed class OwnRing : IOwnRing
{
    /// <summary>Where it lies in the monitor's memory: after the block of procedures, and before the copies of guests, however many and large these are.</summary>
    public const ulong Offset = ProcedureInfo.BlockBytes;

    private const int TagAt = 2 * AddressFilterInfo.AddressBytes;
    private const ulong Room = 0x10000;

    private readonly DeliveryInfo delivery;
    private readonly DescriptorInfo structure;
    private readonly OwnRingInfo own;
    private readonly RegisterPort port;
    private readonly ProcedureRun procedures;
    private readonly IGuestMemory memory;
    private readonly ulong start;
    private readonly EntryLayout layout;
    private readonly byte[] entry;
    private readonly ulong[] words;
    private int next;

    public OwnRing(DeliveryInfo delivery, RegisterPort port, ProcedureRun procedures, DeviceModel model)
    {
        (this.delivery, this.port, this.procedures) = (delivery, port, procedures);
        (own, structure) = (delivery.Own, delivery.Ring!);
        var dma = (IDmaNic)port.Nic;
        (memory, start) = (dma.MonitorMemory, dma.MonitorStart + Offset);
        layout = new EntryLayout(structure);
        entry = new byte[structure.EntrySize];
        words = new ulong[model.StateWords];
    }

    public ulong Start => memory.AtDevice(start);

    public int MostFrames => own.Entries;

    private bool IsList => structure.Kind == DescriptorKind.List;

    private ulong Buffers => start + RingBytes(delivery);

    /// <summary>Bytes that a ring of entries or one of bytes takes, with room behind it for a frame that is longer than a buffer.</summary>
    public static ulong BytesOf(DeliveryInfo delivery) => Room + (delivery.Ring?.Queue is not null ? Dmm.Shadowing.QueueCopy.Bytes + InPages(delivery.Own.Entries * delivery.Own.Bytes) : delivery.Packed is null ? RingBytes(delivery) + InPages(delivery.Own.Entries * delivery.Own.Bytes) : InPages(delivery.Own.Bytes));

    public void Begin()
    {
        Rewind();
        if (own.Begin is { } procedure)
            Run(procedure, 0);
    }

    public void Rewind()
    {
        next = 0;
        for (var index = 0; index < own.Entries; index++)
            Empty(index);
    }

    public bool TryTake(bool isQuiet, out byte[]? frame)
    {
        frame = null;
        if (!memory.TryRead(At(next), entry))
            return false;
        layout.Enter(entry, At(next), words);
        if (!own.Filled!.Test(words, -1, 0))
            return false;
        if (own.Written is { } register && own.WrittenWhen?.Test(words, -1, 0) != false)
        {
            port.Read(register); // the device may be just writing the rest
            memory.TryRead(At(next), entry);
            layout.Enter(entry, At(next), words);
        }
        if (own.Whole.Test(words, -1, 0) && own.Length.Value(words, -1, 0) is var length && length <= (ulong)own.Bytes)
            frame = Read(Buffer(next), (int)length, (uint)(own.Tag?.Value(words, -1, 0) ?? 0));
        Empty(next);
        next = (next + 1) % own.Entries;
        return true;
    }

    /// <summary>Reads a frame as it was on the wire. An owner may have had the device take out tags, and not for others.</summary>
    private byte[]? Read(ulong buffer, int length, uint tag)
    {
        var frame = new byte[length];
        if (!memory.TryRead(buffer, frame))
            return null;
        if (tag == 0 || length < TagAt)
            return frame;
        Span<byte> inserted = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(inserted, tag);
        return [.. frame.AsSpan(..TagAt), .. inserted, .. frame.AsSpan(TagAt..)];
    }

    public void GoOn()
    {
        if (own.Stopped is { } stopped && procedures.Find(own.GoOn, words, stopped) != 0)
            Begin();
        else if (own is { Stopped: null, GoOn: { } procedure })
            Run(procedure, (ulong)((next + own.Entries - 1) % own.Entries));
    }

    private void Run(ProcedureInfo procedure, ulong address)
    {
        port.ReachesKept = true;
        procedures.Run(procedure, words, address, Start);
        port.ReachesKept = false;
    }

    private void Empty(int index)
    {
        var arguments = DeliveryArguments.Of(delivery, words);
        (arguments[DeliveryArguments.Place], arguments[DeliveryArguments.Following]) = (memory.AtDevice(Buffer(index)), memory.AtDevice(At((index + 1) % own.Entries)));
        arguments[DeliveryArguments.IsEnd] = IsList || index == own.Entries - 1 ? 1UL : 0;
        for (var i = 0; i < own.Empty.Count; i++)
            EntryBytesOut.Write(memory, At(index), own.Empty[i], words);
        if (!IsList)
            return;
        arguments[DeliveryArguments.IsEnd] = 0; // the entry before is the last no more
        EntryBytesOut.Write(memory, At((index + own.Entries - 1) % own.Entries), own.Empty[^1], words);
    }

    private static ulong RingBytes(DeliveryInfo delivery) => InPages(delivery.Own.Entries * (delivery.Ring!.EntrySize + (delivery.Ring.Kind == DescriptorKind.List ? delivery.Own.Bytes : 0)));

    private static ulong InPages(int byteCount) => ((ulong)byteCount + 0xfff) & ~0xfffUL;

    private ulong At(int index) => start + (ulong)(index * (structure.EntrySize + (IsList ? own.Bytes : 0)));

    private ulong Buffer(int index) => IsList ? At(index) + (ulong)structure.EntrySize : Buffers + (ulong)(index * own.Bytes);
}

using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Passthrough.Devices;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>A queue in memory of the monitor's own: each of its entries names a chain of one entry, with a buffer past the queue.</summary>
/// <remarks>
/// The guest that has the device has agreed with the device how long a queue is and what stands in front of a frame. So the queue is laid out again, as the
/// registers of that guest say, whenever the device begins with its first entry.
/// </remarks>
internal sealed class OwnQueue : IOwnRing
{
    private readonly DeliveryInfo delivery;
    private readonly DescriptorInfo structure, chain;
    private readonly QueueInfo queue;
    private readonly RegisterPort port;
    private readonly ProcedureRun procedures;
    private readonly IGuestMemory memory;
    private readonly EntryLayout ring;
    private readonly byte[] entry;
    private readonly ulong[] words, device;
    private int entries;
    private ulong given, taken;

    public OwnQueue(DeliveryInfo delivery, RegisterPort port, ProcedureRun procedures, DeviceModel model)
    {
        (this.delivery, this.port, this.procedures) = (delivery, port, procedures);
        structure = delivery.Ring!;
        queue = structure.Queue!;
        chain = ChainOf(model, structure);
        var dma = (IDmaNic)port.Nic;
        memory = dma.MonitorMemory;
        Start = memory.AtDevice(dma.MonitorStart + OwnRing.Offset);
        ring = new EntryLayout(structure);
        entry = new byte[Math.Max(structure.EntrySize, queue.EntrySize)];
        (words, device) = (new ulong[model.StateWords], new ulong[model.StateWords]);
    }

    public ulong Start { get; }

    public int MostFrames => delivery.Own.Entries;

    /// <summary>The structure that entries of a queue name.</summary>
    public static DescriptorInfo ChainOf(DeviceModel model, DescriptorInfo structure) => model.Descriptors.First(each => each.Parent == structure);

    public void Follow(ReadOnlySpan<ulong> state) => state.CopyTo(words);

    public void Begin()
    {
        if (entries > 0 && delivery.Own.Begin is { } procedure)
            Run(procedure);
    }

    public void Rewind()
    {
        QueueCopy.Enter(queue, words, device, Start);
        entries = (int)Math.Min(structure.Entries!.Value(device, -1, 0), (ulong)delivery.Own.Entries);
        (given, taken) = (0, 0);
        Write(queue.Counter.At.Value(device, -1, 0), 0, queue.Counter.Size);
        for (var index = 0; index < entries; index++)
            Empty((ulong)index);
        if (queue.Silent is { } silent)
            Write(silent.At.Value(device, -1, 0), silent.Value.Value(device, -1, 0), silent.Size);
        Count();
    }

    public bool TryTake(bool isQuiet, out byte[]? frame)
    {
        frame = null;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        if (entries == 0 || !memory.TryRead(queue.Counter.At.Value(device, -1, 0), word[..queue.Counter.Size])
            || ((BinaryPrimitives.ReadUInt64LittleEndian(word) - taken) & queue.Counter.Mask) == 0)
            return false;
        var length = structure.Entries!.Value(device, -1, 0);
        if (!memory.TryRead(queue.Base.Value(device, -1, 0) + taken % length * (ulong)queue.EntrySize, entry.AsSpan(0, queue.EntrySize)))
            return false;
        taken++;
        var id = EntryLayout.Read(entry.AsSpan(queue.Id.At), queue.Id.Size);
        if (id >= (ulong)entries)
            return true; // the device names a chain that nobody gave
        var arguments = DeliveryArguments.Of(delivery, device);
        arguments[DeliveryArguments.Frame] = EntryLayout.Read(entry.AsSpan(queue.Length.At), queue.Length.Size);
        var header = delivery.Header!.Value(device, -1, 0);
        var count = delivery.Own.Length.Value(device, -1, 0);
        if (delivery.Own.Whole.Test(device, -1, 0) && header <= (ulong)delivery.Own.Bytes && count <= (ulong)delivery.Own.Bytes - header)
        {
            frame = new byte[count];
            if (!memory.TryRead(BufferOf(id) + header, frame))
                frame = null;
        }
        arguments.Clear();
        Empty(id);
        return true;
    }

    public void GoOn()
    {
        Count();
        if (delivery.Own.GoOn is { } procedure)
            Run(procedure);
    }

    private ulong BufferOf(ulong id) => Start + QueueCopy.Bytes + id * (ulong)delivery.Own.Bytes;

    private void Run(ProcedureInfo procedure)
    {
        port.ReachesKept = true;
        procedures.Run(procedure, words, 0, Start);
        port.ReachesKept = false;
    }

    /// <summary>Names a chain in the ring, whose buffer is empty.</summary>
    private void Empty(ulong id)
    {
        var head = entry.AsSpan(0, structure.EntrySize);
        head.Clear();
        QueueCopy.Put(head, queue.Named, id);
        ring.Enter(head, 0, device);
        var arguments = DeliveryArguments.Of(delivery, device);
        arguments[DeliveryArguments.Place] = memory.AtDevice(BufferOf(id));
        var at = chain.Base.Value(device, -1, 0);
        foreach (var write in delivery.Own.Empty)
            if (IsInside(at, chain.EntrySize))
                EntryBytesOut.Write(memory, at, write, device);
        arguments.Clear();
        at = structure.Base.Value(device, -1, 0) + given++ % structure.Entries!.Value(device, -1, 0) * (ulong)structure.EntrySize;
        if (IsInside(at, structure.EntrySize))
            memory.TryWrite(at, head);
        ring.Leave(device);
    }

    private void Count() => Write(structure.Counter!.At.Value(device, -1, 0), given, structure.Counter.Size);

    private void Write(ulong at, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        if (entries > 0 && IsInside(at, size))
            memory.TryWrite(at, bytes[..size]);
    }

    /// <summary>Whether bytes lie in the queue, and not in another copy: where its parts are is computed of what a guest wrote.</summary>
    private bool IsInside(ulong at, int size) => at >= Start && at - Start <= (ulong)(QueueCopy.Bytes - size);
}

using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>The monitor's own receive ring, in which the device receives for all guests: in memory that no guest reaches.</summary>
/// <remarks>
/// So no receiver has to be stopped for a hand-off, and a frame touches no memory of a guest before it is known whose it is. What is longer than it
/// should be runs over other buffers of this ring and over nothing else.
/// </remarks>
internal sealed class OwnRing
{
    /// <summary>Where it lies in the monitor's memory: behind the block of procedures, and before the copies of guests, however many and large these are.</summary>
    public const ulong Offset = ProcedureInfo.BlockBytes;

    private const int TagAt = 2 * AddressFilterInfo.AddressBytes;

    private readonly DeliveryInfo delivery;
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
        own = delivery.Own;
        var dma = (IDmaNic)port.Nic;
        (memory, start) = (dma.MonitorMemory, dma.MonitorStart + Offset);
        layout = new EntryLayout(delivery.Ring);
        entry = new byte[delivery.Ring.EntrySize];
        words = new ulong[model.StateWords];
    }

    /// <summary>Where the device finds it.</summary>
    public ulong Start => memory.AtDevice(start);

    private ulong Buffers => start + RingBytes(delivery);

    /// <summary>Bytes that it takes, with room behind it for a frame that is longer than a buffer.</summary>
    public static ulong BytesOf(DeliveryInfo delivery) => RingBytes(delivery) + InPages(delivery.Own.Entries * delivery.Own.Bytes) + 0x10000;

    /// <summary>Gives the ring to a device that was reset. What was in it is gone.</summary>
    public void Begin()
    {
        Rewind();
        if (own.Begin is { } procedure)
            Run(procedure, 0);
    }

    /// <summary>Makes all entries the device's, of which it takes the first next.</summary>
    public void Rewind()
    {
        next = 0;
        for (var index = 0; index < own.Entries; index++)
            Empty(index);
    }

    /// <summary>Takes the next frame out that the device has received; entries are given back by <see cref="GoOn"/>.</summary>
    /// <param name="frame">The frame, or null where the device gave up what it received.</param>
    /// <returns>False if there is none.</returns>
    public bool TryTake(out byte[]? frame)
    {
        frame = null;
        if (!memory.TryRead(At(next), entry))
            return false;
        layout.Enter(entry, At(next), words);
        if (!own.Filled.Test(words, -1, 0))
            return false;
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

    /// <summary>Gives the device the entries back that were emptied.</summary>
    public void GoOn()
    {
        if (own.GoOn is { } procedure)
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
        words[delivery.ArgumentsWord + 4] = memory.AtDevice(Buffer(index));
        words[delivery.ArgumentsWord + 5] = index == own.Entries - 1 ? 1UL : 0;
        for (var i = 0; i < own.Empty.Count; i++)
            EntryBytesOut.Write(memory, At(index), own.Empty[i], words);
    }

    private static ulong RingBytes(DeliveryInfo delivery) => InPages(delivery.Own.Entries * delivery.Ring.EntrySize);

    private static ulong InPages(int byteCount) => ((ulong)byteCount + 0xfff) & ~0xfffUL;

    private ulong At(int index) => start + (ulong)(index * delivery.Ring.EntrySize);

    private ulong Buffer(int index) => Buffers + (ulong)(index * own.Bytes);
}

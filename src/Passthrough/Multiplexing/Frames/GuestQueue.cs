using System.Buffers.Binary;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the queue of a guest as its NIC would: each frame, with a header in front of it, into the chain that was given first.</summary>
internal sealed class GuestQueue(DeliveryInfo delivery, DescriptorInfo chain) : IGuestRing
{
    private const int MostHeaderBytes = 64;

    private readonly DescriptorInfo structure = delivery.Ring!;
    private readonly EntryLayout layout = new(chain);
    private readonly byte[] bytes = new byte[MostHeaderBytes + ushort.MaxValue];

    public bool HasRoom(Tenant tenant, ReadOnlySpan<ulong> words) => tenant.Shadows is { } shadows && shadows.QueueOf(structure).Count > 0;

    public bool IsTooLong(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) => false;

    /// <summary>Puts a frame into the next chain. One for which the chain is too short is lost, and the chain stays the NIC's.</summary>
    public bool TryPut(Tenant owner, ReadOnlySpan<byte> frame)
    {
        var words = owner.Monitor.State.Block;
        var queue = owner.Shadows!.QueueOf(structure);
        if (queue.Count == 0)
            return false;
        var length = Fill(frame, words);
        if (Pass(owner, queue, words, length, isTrial: true) < length)
        {
            owner.Counts.FramesDropped++;
            return true;
        }
        Pass(owner, queue, words, length, isTrial: false);
        queue.ReturnFirst(owner.Memory, (ulong)length);
        return true;
    }

    /// <summary>Puts header and frame one after the other.</summary>
    private int Fill(ReadOnlySpan<byte> frame, ulong[] words)
    {
        var header = (int)Math.Min(delivery.Header!.Value(words, -1, 0), MostHeaderBytes);
        Array.Clear(bytes, 0, header);
        var arguments = DeliveryArguments.Of(delivery, words);
        (arguments[DeliveryArguments.Frame], arguments[DeliveryArguments.Destination]) = ((ulong)frame.Length, DeliveryArguments.DestinationOf(frame));
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        foreach (var write in delivery.Fill)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(value, write.Value.Value(words, -1, 0));
            value[..Math.Clamp(header - write.At, 0, write.Size)].CopyTo(bytes.AsSpan(write.At));
        }
        arguments.Clear();
        frame.CopyTo(bytes.AsSpan(header));
        return header + frame.Length;
    }

    /// <summary>Goes through the chain.</summary>
    /// <returns>How many of the bytes have room in it.</returns>
    private int Pass(Tenant owner, QueueCopy queue, ulong[] words, int length, bool isTrial)
    {
        var at = 0;
        for (var place = queue.First; place >= 0 && at < length;)
        {
            layout.Enter(queue.Next(ref place), 0, words);
            var part = delivery.Stored?.Test(words, -1, 0) == false ? 0 : (int)Math.Min(delivery.Room!.Value(words, -1, 0), (ulong)(length - at));
            if (!isTrial)
                owner.Memory.TryWrite(delivery.Buffer!.Value(words, -1, 0), bytes.AsSpan(at, part));
            at += part;
        }
        layout.Leave(words);
        return at;
    }
}

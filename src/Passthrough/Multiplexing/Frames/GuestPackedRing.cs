using System.Buffers.Binary;
using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the ring of bytes of a guest: each frame with a header in front of it, after the one before.</summary>
internal sealed class GuestPackedRing(DeliveryInfo delivery) : IGuestRing
{
    private readonly PackedRingInfo packed = delivery.Packed!;
    private readonly byte[] bytes = new byte[sizeof(ulong) + ushort.MaxValue + FrameCheckSequence.ByteCount];

    public bool HasRoom(Tenant tenant, ReadOnlySpan<ulong> words) => LayoutOf(words) is { Free: > 0 };

    public bool IsTooLong(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) =>
        LayoutOf(words) is { } layout && (ulong)(packed.HeaderBytes + frame.Length + FrameCheckSequence.ByteCount + packed.Align) >= layout.Size;

    public bool TryPut(Tenant owner, ReadOnlySpan<byte> frame)
    {
        var words = owner.Monitor.State.Block.AsSpan();
        if (LayoutOf(words) is not { } layout)
            return false;
        var length = Fill(frame, words);
        var taken = (ulong)((length + packed.Align - 1) / packed.Align * packed.Align);
        if (taken >= layout.Free)
            return false; // were it filled to the end it would look empty
        var first = packed.InOnePiece?.Test(words, -1, 0) == true ? (ulong)length : Math.Min((ulong)length, layout.Size - layout.Next);
        if (!Approves(words, layout.Start, Math.Max(layout.Size, layout.Next + first)))
            return false;
        owner.Memory.TryWrite(layout.Start + layout.Next + (ulong)packed.HeaderBytes, bytes.AsSpan(packed.HeaderBytes, Math.Max(0, (int)first - packed.HeaderBytes)));
        if (first < (ulong)length)
            owner.Memory.TryWrite(layout.Start, bytes.AsSpan((int)first, length - (int)first));
        owner.Memory.TryWrite(layout.Start + layout.Next, bytes.AsSpan(0, Math.Min(packed.HeaderBytes, (int)first)));
        words[delivery.Position.Word] = (layout.Next + taken) % layout.Size;
        return true;
    }

    /// <summary>Puts header, frame and check sequence one after the other.</summary>
    private int Fill(ReadOnlySpan<byte> frame, Span<ulong> words)
    {
        var hasCheck = delivery.CheckSequence?.Test(words, -1, 0) == true;
        var length = frame.Length + (hasCheck ? FrameCheckSequence.ByteCount : 0);
        var arguments = DeliveryArguments.Of(delivery, words);
        arguments[DeliveryArguments.Frame] = (ulong)length;
        arguments[DeliveryArguments.Destination] = DeliveryArguments.DestinationOf(frame);
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        foreach (var write in packed.Header)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(value, write.Value.Value(words, -1, 0));
            value[..write.Size].CopyTo(bytes.AsSpan(write.At));
        }
        arguments.Clear();
        frame.CopyTo(bytes.AsSpan(packed.HeaderBytes));
        if (hasCheck)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(packed.HeaderBytes + frame.Length), FrameCheckSequence.Of(frame));
        return packed.HeaderBytes + length;
    }

    /// <summary>Whether the check that approved the ring approves all of it, and what a frame overruns.</summary>
    private bool Approves(ReadOnlySpan<ulong> words, ulong at, ulong length)
    {
        var start = packed.Within.Dma!.At.Value(words, -1, 0);
        var end = start + packed.Within.Dma.Length.Value(words, -1, 0);
        return end >= start && at >= start && at + length >= at && at + length <= end;
    }

    private Layout? LayoutOf(ReadOnlySpan<ulong> words)
    {
        var (start, size) = (packed.Start.Value(words, -1, 0), packed.Size.Value(words, -1, 0));
        var next = words[delivery.Position.Word];
        if (size == 0 || next >= size || start + size < start)
            return null;
        var free = (packed.Read.Value(words, -1, 0) + size - next) % size;
        return new Layout(start, size, next, free == 0 ? size : free);
    }

    /// <summary>The ring as the guest has set it up.</summary>
    private readonly record struct Layout(ulong Start, ulong Size, ulong Next, ulong Free);
}

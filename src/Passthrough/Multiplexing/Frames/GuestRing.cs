using System.Buffers.Binary;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the receive ring of a guest as its NIC would: entries that the guest gave and that were checked, in their order.</summary>
internal sealed class GuestRing(DeliveryInfo delivery) : IGuestRing
{
    private readonly DescriptorInfo structure = delivery.Ring!;
    private readonly EntryLayout layout = new(delivery.Ring!);
    private readonly byte[] withCheck = new byte[ushort.MaxValue + FrameCheckSequence.ByteCount];

    public bool HasRoom(Tenant tenant, ReadOnlySpan<ulong> words) => IsGiven(tenant, words, PositionIn(words));

    public bool IsTooLong(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) => false;

    public bool TryPut(Tenant owner, ReadOnlySpan<byte> frame)
    {
        var words = owner.Monitor.State.Block.AsSpan();
        frame.CopyTo(withCheck);
        var length = frame.Length;
        if (delivery.CheckSequence?.Test(words, -1, 0) == true)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(withCheck.AsSpan(length), FrameCheckSequence.Of(frame));
            length += FrameCheckSequence.ByteCount;
        }
        if (!Fits(owner, words, length))
            return false;
        words[delivery.ArgumentsWord] = (ulong)length;
        words[delivery.ArgumentsWord + DeliveryArguments.Destination] = DeliveryArguments.DestinationOf(frame);
        for (int at = 0, part; at < length; at += part)
            part = PutPart(owner, words, withCheck.AsSpan(at, length - at), isFirst: at == 0);
        DeliveryArguments.Of(delivery, words).Clear();
        layout.Leave(words);
        return true;
    }

    /// <summary>Whether the entries that the guest gave, each counted once, have room for a frame.</summary>
    private bool Fits(Tenant owner, Span<ulong> words, int length)
    {
        var first = PositionIn(words);
        var (index, hasTurned) = (first, false);
        while (length > 0 && IsGiven(owner, words, index))
        {
            layout.Enter(owner.Shadows!.CopyOf(structure).Given((int)index, out var origin), origin, words);
            var room = delivery.Room!.Value(words, -1, 0);
            if (room == 0)
                break;
            length -= (int)Math.Min(room, (ulong)length);
            var next = After(words, index);
            var turns = next <= index;
            if (next == first || (turns && hasTurned))
                break; // a flag may end the ring anywhere, even before the entry where the frame begins
            (index, hasTurned) = (next, hasTurned || turns);
        }
        layout.Leave(words);
        return length == 0;
    }

    private int PutPart(Tenant owner, Span<ulong> words, ReadOnlySpan<byte> rest, bool isFirst)
    {
        var index = PositionIn(words);
        var copy = owner.Shadows!.CopyOf(structure);
        layout.Enter(copy.Given((int)index, out var origin), origin, words);
        var part = (int)Math.Min(delivery.Room!.Value(words, -1, 0), (ulong)rest.Length);
        var arguments = words.Slice(delivery.ArgumentsWord, 4);
        (arguments[1], arguments[2], arguments[3]) = ((ulong)part, isFirst ? 1UL : 0, part == rest.Length ? 1UL : 0);
        if (delivery.Stored?.Test(words, -1, 0) != false)
            owner.Memory.TryWrite(delivery.Buffer!.Value(words, -1, 0), rest[..part]);
        foreach (var write in delivery.Fill)
            EntryBytesOut.Write(owner.Memory, origin, write, words);
        if (structure.Tail is null)
            copy.GiveBack((int)index);
        words[delivery.Position.Word] = After(words, index);
        return part;
    }

    private bool IsGiven(Tenant tenant, ReadOnlySpan<ulong> words, ulong index) =>
        (structure.Tail is null || index != words[structure.Head!.Word]) && index < EntriesIn(words)
        && tenant.Shadows is { } shadows && !shadows.CopyOf(structure).Given((int)index, out _).IsEmpty;

    /// <summary>How many entries the ring has; the most that it can have where a flag ends it.</summary>
    private ulong EntriesIn(ReadOnlySpan<ulong> words) => structure.Entries?.Value(words, -1, 0) ?? (ulong)structure.Bound;

    private ulong PositionIn(ReadOnlySpan<ulong> words) => words[delivery.Position.Word];

    private ulong After(ReadOnlySpan<ulong> words, ulong index) =>
        index + 1 == EntriesIn(words) || structure.LastOfRing?.Test(words, -1, 0) == true ? 0 : index + 1;
}

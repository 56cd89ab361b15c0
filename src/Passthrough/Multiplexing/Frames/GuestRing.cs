using System.Buffers.Binary;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the receive ring of a guest as its NIC would: entries that the guest gave and that were checked, in their order.</summary>
/// <remarks>The monitor writes into the memory of this guest and into no other, whatever stands in an entry.</remarks>
internal sealed class GuestRing(DeliveryInfo delivery)
{
    private readonly EntryLayout layout = new(delivery.Ring);
    private readonly byte[] withCheck = new byte[ushort.MaxValue + FrameCheckSequence.ByteCount];

    /// <summary>Whether the guest has given an entry that is not filled.</summary>
    public bool HasEntry(Tenant tenant, ReadOnlySpan<ulong> words) => IsGiven(tenant, words, PositionIn(words));

    /// <summary>Puts a frame into the entries that are next.</summary>
    /// <returns>False if they do not suffice; then nothing is changed.</returns>
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
        for (int at = 0, part; at < length; at += part)
            part = PutPart(owner, words, withCheck.AsSpan(at, length - at), isFirst: at == 0);
        words.Slice(delivery.ArgumentsWord, 4).Clear();
        layout.Leave(words);
        return true;
    }

    private bool Fits(Tenant owner, Span<ulong> words, int length)
    {
        var index = PositionIn(words);
        var entries = EntriesIn(words);
        for (var visited = 0UL; length > 0; visited++)
        {
            if (visited == entries || !IsGiven(owner, words, index))
                break;
            layout.Enter(owner.Shadows!.CopyOf(delivery.Ring).Given((int)index, out var origin), origin, words);
            var room = delivery.Room.Value(words, -1, 0);
            if (room == 0)
                break;
            length -= (int)Math.Min(room, (ulong)length);
            index = After(words, index);
        }
        layout.Leave(words);
        return length == 0;
    }

    private int PutPart(Tenant owner, Span<ulong> words, ReadOnlySpan<byte> rest, bool isFirst)
    {
        var index = PositionIn(words);
        var copy = owner.Shadows!.CopyOf(delivery.Ring);
        layout.Enter(copy.Given((int)index, out var origin), origin, words);
        var part = (int)Math.Min(delivery.Room.Value(words, -1, 0), (ulong)rest.Length);
        var arguments = words.Slice(delivery.ArgumentsWord, 4);
        (arguments[1], arguments[2], arguments[3]) = ((ulong)part, isFirst ? 1UL : 0, part == rest.Length ? 1UL : 0);
        if (delivery.Stored?.Test(words, -1, 0) != false)
            owner.Memory.TryWrite(delivery.Buffer.Value(words, -1, 0), rest[..part]);
        foreach (var write in delivery.Fill)
            EntryBytesOut.Write(owner.Memory, origin, write, words);
        if (delivery.Ring.Tail is null)
            copy.GiveBack((int)index);
        words[delivery.Position.Word] = After(words, index);
        return part;
    }

    private bool IsGiven(Tenant tenant, ReadOnlySpan<ulong> words, ulong index) =>
        (delivery.Ring.Tail is null || index != words[delivery.Ring.Head!.Word]) && index < EntriesIn(words)
        && tenant.Shadows is { } shadows && !shadows.CopyOf(delivery.Ring).Given((int)index, out _).IsEmpty;

    /// <summary>How many entries the ring has; the most that it can have where a flag ends it.</summary>
    private ulong EntriesIn(ReadOnlySpan<ulong> words) => delivery.Ring.Entries?.Value(words, -1, 0) ?? (ulong)delivery.Ring.Bound;

    private ulong PositionIn(ReadOnlySpan<ulong> words) => words[delivery.Position.Word];

    private ulong After(ReadOnlySpan<ulong> words, ulong index) =>
        index + 1 == EntriesIn(words) || delivery.Ring.LastOfRing?.Test(words, -1, 0) == true ? 0 : index + 1;
}

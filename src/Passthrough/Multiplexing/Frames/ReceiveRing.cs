using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Takes frames out of the receive ring of a saved context, and puts others in.</summary>
/// <remarks>
/// The ring is edited where nobody can see it half done: in the context, between save and restore. So neither the NIC nor a driver meets
/// a ring that it could not have filled itself.
/// </remarks>
internal sealed class ReceiveRing(ReceiveInfo receive)
{
    /// <summary>Takes out all frames from a unit on. The ring then ends at that unit.</summary>
    /// <returns>The frames, up to a header that makes no sense: nobody can say whose the bytes behind it are, so nobody gets them.</returns>
    public List<HeldFrame> TakeFrom(SavedContext context, ulong unit)
    {
        if (RingLayout.Of(receive, context.Words) is not { } ring || !ring.Holds(unit) || !ring.Holds(ring.Next))
            return [];
        var memory = context.Of(receive.Window);
        var frames = new List<HeldFrame>();
        for (var at = unit; at != ring.Next && memory.Knows(UnitAt(at));)
        {
            ulong next = memory.At(UnitAt(at))[(int)receive.HeaderNext];
            var count = ring.Holds(next) ? ring.Distance(at, next) : 0;
            if (count == 0 || count > ring.Distance(at, ring.Next))
                break;
            var units = Copy(memory, ring, at, count);
            units.AsSpan((int)receive.WrittenBytes(units, (ulong)units.Length)..).Clear(); // left there by the previous owner of the ring
            frames.Add(new HeldFrame(units));
            at = next;
        }
        for (var at = unit; at != ring.Next; at = ring.After(at, 1))
            memory.Forget(UnitAt(at));
        context.Words[receive.Next.Word] = unit;
        return frames;
    }

    /// <summary>Puts a frame after the last.</summary>
    /// <returns>False if there is no room; then nothing is changed.</returns>
    public bool TryAppend(SavedContext context, HeldFrame frame)
    {
        if (RingLayout.Of(receive, context.Words) is not { } ring || !ring.Holds(ring.Next))
            return false;
        var count = (ulong)frame.Units.Length / receive.Unit;
        if (count > ring.Free)
            return false;
        var memory = context.Of(receive.Window);
        for (ulong i = 0; i < count; i++)
        {
            var unit = UnitAt(ring.After(ring.Next, i));
            frame.Units.AsSpan((int)(i * receive.Unit), (int)receive.Unit).CopyTo(memory.At(unit));
            memory.Mark(unit);
        }
        var next = ring.After(ring.Next, count);
        memory.At(UnitAt(ring.Next))[(int)receive.HeaderNext] = (byte)next;
        context.Words[receive.Next.Word] = next;
        return true;
    }

    /// <summary>A frame's destination address.</summary>
    public ReadOnlySpan<byte> DestinationOf(HeldFrame frame) => frame.Units.AsSpan((int)receive.HeaderBytes, AddressFilterInfo.AddressBytes);

    /// <summary>A frame's status.</summary>
    public byte StatusOf(HeldFrame frame) => frame.Units[receive.HeaderStatus];

    /// <summary>The bytes of a unit.</summary>
    public MemoryRange UnitAt(ulong unit) => new(unit * receive.Unit, receive.Unit);

    private byte[] Copy(CardBytes memory, RingLayout ring, ulong unit, ulong count)
    {
        var bytes = new byte[count * receive.Unit];
        for (ulong i = 0; i < count; i++)
            memory.At(UnitAt(ring.After(unit, i))).CopyTo(bytes.AsSpan((int)(i * receive.Unit)));
        return bytes;
    }
}

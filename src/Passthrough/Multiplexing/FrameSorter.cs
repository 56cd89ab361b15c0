using Dmm.Modeling.Model;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing;

/// <summary>Finds out for whom received frames are, before the owner of the device can see them, and keeps those of others.</summary>
/// <remarks>
/// A look reads the headers of new frames while the owner works. Only if one is not the owner's is the device saved, the ring edited
/// in the saved context, and the device restored to the same owner: the same path as a hand-off, and no second way to change a ring.
/// </remarks>
internal sealed class FrameSorter
{
    private readonly SharedDevice device;
    private readonly CauseView causes;
    private readonly Handover handover;
    private readonly ReceiveInfo receive;
    private readonly ReceiveRing ring;
    private readonly IReadOnlyList<Seat> seats;
    private readonly ProcedureInfo read;
    private readonly byte[] header;
    private readonly List<HeldFrame> putBack = [];

    public FrameSorter(SharedDevice device, CauseView causes, Handover handover, IReadOnlyList<Seat> seats)
    {
        this.device = device;
        this.causes = causes;
        this.handover = handover;
        this.seats = seats;
        receive = device.Receive!;
        ring = new ReceiveRing(receive);
        read = device.Model.Context.First(item => item.Memory == receive.Window).SaveBy!;
        header = new byte[receive.HeaderBytes + AddressFilterInfo.AddressBytes];
    }

    /// <summary>Whether frames of others lie in the owner's ring and wait for a moment at which they can be taken out.</summary>
    public bool IsTakingOutDue { get; private set; }

    /// <summary>Times that the device was saved and restored only to take frames out.</summary>
    public long TakenOut { get; private set; }

    /// <summary>Sorts the frames that came since it was done last.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="isAtRest">Whether nothing is at work in the device but, perhaps, causes that the owner has not seen.</param>
    /// <returns>False if it cannot be done now.</returns>
    public bool TrySort(Seat owner, Func<bool> isAtRest)
    {
        if (!IsTakingOutDue)
        {
            var words = owner.Monitor.State.Words;
            if (RingLayout.Of(receive, words) is not { } layout)
                return true;
            device.Port.TakeOver(words);
            if (!device.CanReach(receive.Next, words) || !device.CanRun(read, words))
                return false;
            IsTakingOutDue = !Look(owner, layout);
        }
        if (!IsTakingOutDue)
            return true;
        if (!isAtRest())
            return false;
        TakeOut(owner);
        return true;
    }

    /// <summary>Where the frames of a saved context lie that are not sorted yet.</summary>
    public IEnumerable<MemoryRange> Unsorted(Seat seat)
    {
        if (RingLayout.Of(receive, seat.Context.Words) is not { } layout || !layout.Holds(layout.Next) || !layout.Holds(seat.SortedTo))
            return [];
        return layout.Next >= seat.SortedTo ? [Units(seat.SortedTo, layout.Next)] : [Units(seat.SortedTo, layout.End), Units(layout.First, layout.Next)];
    }

    /// <summary>Takes the frames that are not sorted yet out of a saved context, and keeps each for whom it is.</summary>
    public void Sort(Seat seat)
    {
        IsTakingOutDue = false;
        putBack.Clear();
        foreach (var frame in ring.TakeFrom(seat.Context, seat.SortedTo) ?? [])
            if (device.SortsFrames)
                Distribute(frame, seat);
            else
                putBack.Add(frame);
    }

    /// <summary>Puts frames back that were taken out of a ring only to be looked at.</summary>
    public void PutBack(Seat seat)
    {
        foreach (var frame in putBack)
            ring.TryAppend(seat.Context, frame);
        putBack.Clear();
    }

    /// <summary>Puts the frames that are kept for a guest into its saved context, as many as find room.</summary>
    public void Give(Seat seat)
    {
        byte? status = null;
        var listens = device.SortsFrames && receive.Listens.Test(seat.Context.Words, -1, 0);
        while (listens && seat.Frames.TryPeek(out var frame) && ring.TryAppend(seat.Context, frame))
        {
            seat.Frames.Dequeue();
            status = ring.StatusOf(frame);
        }
        seat.CanTakeFrames = seat.Frames.Count == 0;
        seat.SortedTo = seat.Context.Words[receive.Next.Word];
        if (status is not { } last)
            return;
        seat.Context.HeldCauses |= device.ReceiveCauses;
        if (receive.StatusRegister is { } register)
        {
            seat.Held.Show(register, last);
            seat.Context.Words[register.Word] = last;
        }
    }

    /// <summary>The owner set up its ring anew.</summary>
    public void StartAt(Seat owner) => owner.SortedTo = owner.Monitor.State.Words[receive.Next.Word];

    /// <summary>Whether the NIC may put a frame into some of these bytes at any time.</summary>
    public bool IsWhereFramesArrive(Seat owner, MemoryRange range)
    {
        var words = owner.Monitor.State.Words;
        if (!receive.Listens.Test(words, -1, 0) || RingLayout.Of(receive, words) is not { } layout || !layout.Holds(owner.SortedTo) || !layout.Holds(layout.Unread))
            return false;
        var free = owner.SortedTo == layout.Unread ? layout.Size : layout.Distance(owner.SortedTo, layout.Unread);
        for (ulong i = 0; i < free; i++)
            if (ring.UnitAt(layout.After(owner.SortedTo, i)) is var unit && unit.Start < range.End && range.Start < unit.End)
                return true;
        return false;
    }

    /// <summary>Looks at new frames.</summary>
    /// <returns>False if something has to be taken out, or put in.</returns>
    private bool Look(Seat owner, RingLayout layout)
    {
        var next = device.Port.Read(receive.Next);
        device.Port.GiveBack(owner.Monitor.State.Words);
        if (next == owner.SortedTo || !layout.Holds(next) || !layout.Holds(owner.SortedTo))
        {
            owner.SortedTo = next;
            return owner.Frames.Count == 0 || !owner.CanTakeFrames;
        }
        if (owner.Frames.Count > 0 || !AreAllFor(owner, layout, next))
            return false;
        owner.SortedTo = next;
        Announce(owner);
        return true;
    }

    private bool AreAllFor(Seat owner, RingLayout layout, ulong next)
    {
        var areAll = true;
        var status = 0;
        device.RunForOwner(owner, read, words =>
        {
            for (var at = owner.SortedTo; at != next && areAll;)
            {
                device.Procedures.Read(read, words, new MemoryRange(at * receive.Unit, (ulong)header.Length), header);
                var following = (ulong)header[(int)receive.HeaderNext];
                areAll = layout.Holds(following) && following != at && (!device.SortsFrames || IsFor(owner, header.AsSpan((int)receive.HeaderBytes)));
                if (areAll)
                    MarkOwn(owner, layout, at, layout.Distance(at, following));
                status = header[receive.HeaderStatus];
                at = following;
            }
        });
        if (areAll && device.SortsFrames && receive.StatusRegister is { } register)
            owner.Held.Show(register, (ulong)status);
        return areAll;
    }

    /// <summary>Whether a frame is the owner's and nobody else's.</summary>
    private bool IsFor(Seat owner, ReadOnlySpan<byte> address)
    {
        foreach (var seat in seats)
            if (!seat.HasEnded && receive.Accepts.Takes(address, seat == owner ? seat.Monitor.State.Words : seat.Context.Words) != (seat == owner))
                return false;
        return true;
    }

    private void Announce(Seat owner)
    {
        if (!device.SortsFrames)
            return;
        // Frames and their cause come together; the cause may be seen first, but never later.
        device.Port.Write(device.Cause!, receive.Causes);
        device.Port.GiveBack(owner.Monitor.State.Words);
        causes.Acknowledge(receive.Causes);
        owner.Held.Causes |= receive.Causes;
        owner.Monitor.Interrupt(owner.Monitor.State.Words[device.Cause!.Word] | receive.Causes);
    }

    private void TakeOut(Seat owner)
    {
        TakenOut++;
        handover.TakeOutFrames(owner, this);
    }

    /// <summary>Keeps a frame for everybody whose own NIC would have taken it.</summary>
    /// <remarks>
    /// The guests are as on one wire: who listens to everything gets a copy of every frame, who is in a group one of the group's, and
    /// nobody's frame goes missing for that.
    /// </remarks>
    private void Distribute(HeldFrame frame, Seat owner)
    {
        if (receive.Accepts.Takes(ring.DestinationOf(frame), owner.Context.Words))
            Keep(owner, frame); // to be given back behind those that came before it
        foreach (var seat in seats)
        {
            if (seat == owner || seat.HasEnded || !receive.Accepts.Takes(ring.DestinationOf(frame), seat.Context.Words))
                continue;
            if (!Keep(seat, frame with { Units = [.. frame.Units] }))
                continue;
            seat.Counts.FramesHeld++;
            seat.CanTakeFrames = receive.Listens.Test(seat.Context.Words, -1, 0); // else later: its driver may only be recovering
            seat.IsUrgent = device.Options.Frames == FramePolicy.Switch;
        }
    }

    private bool Keep(Seat seat, HeldFrame frame)
    {
        var hasRoom = seat.Frames.Count < device.Options.QueueFrames;
        if (hasRoom)
            seat.Frames.Enqueue(frame);
        else
            seat.Counts.FramesDropped++;
        return hasRoom;
    }

    private MemoryRange Units(ulong first, ulong end) => new(first * receive.Unit, (end - first) * receive.Unit);

    /// <summary>What the NIC wrote of a frame is the owner's; what lies behind it in the last unit is older.</summary>
    private void MarkOwn(Seat owner, RingLayout layout, ulong unit, ulong count)
    {
        var left = receive.WrittenBytes(header, count * receive.Unit);
        for (ulong i = 0; i < count && left > 0; i++, left -= Math.Min(left, receive.Unit))
            owner.KnownOf(receive.Window).Mark(new MemoryRange(layout.After(unit, i) * receive.Unit, Math.Min(left, receive.Unit)));
    }
}

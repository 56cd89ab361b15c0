using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Finds out for whom received frames are, before the owner of the device can see them, and keeps those of others.</summary>
/// <remarks>
/// A look reads the headers of new frames while the owner works. Only if one is not the owner's is the device saved, the ring edited
/// in the saved context, and the device restored to the same owner: the same path as a hand-off, and no second way to change a ring.
/// </remarks>
internal sealed class FrameSorter
{
    private readonly SharedDevice device;
    private readonly ContextMove move;
    private readonly ReceiveInfo receive;
    private readonly ReceiveRing ring;
    private readonly FrameLook look;
    private readonly FrameKeeping keeping;
    private readonly Prober prober;
    private readonly Transfers transfers;
    private readonly List<HeldFrame> putBack = [];
    private ulong unitsComing;

    public FrameSorter(SharedDevice device, CauseView causes, Prober prober, Transfers transfers, ContextMove move, IReadOnlyList<Tenant> tenants)
    {
        (this.device, this.prober, this.transfers, this.move) = (device, prober, transfers, move);
        receive = device.Receive!;
        ring = new ReceiveRing(receive);
        look = new FrameLook(device, causes, tenants);
        keeping = new FrameKeeping(device, ring, tenants);
    }

    /// <summary>Whether frames of others lie in the owner's ring and wait for a moment at which they can be taken out.</summary>
    public bool IsTakingOutDue { get; private set; }

    /// <summary>Times that the device was saved and restored only to take frames out.</summary>
    public long TakenOut { get; private set; }

    /// <summary>Sorts the frames that came since it was done last.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="ending">States, as bits of word 0, in which work may be disturbed, because the owner's access ends it.</param>
    /// <returns>False if it cannot be done now.</returns>
    public bool TrySort(Tenant owner, ulong ending = 0)
    {
        if (!IsTakingOutDue)
        {
            var words = owner.Monitor.State.Words;
            if (RingLayout.Of(receive, words) is not { } layout)
                return true;
            device.Port.TakeOver(words);
            if (!look.IsPossible(words, ending))
                return false;
            transfers.Abandon(owner, ending);
            IsTakingOutDue = !look.Look(owner, layout);
        }
        if (!IsTakingOutDue)
        {
            owner.HasListened = receive.Listens.Test(owner.Monitor.State.Words, -1, 0);
            unitsComing = 0;
            return true;
        }
        if (!prober.IsAtRest(owner, ending))
            return false;
        TakenOut++;
        transfers.Abandon(owner, ending);
        TakeOut(owner);
        return true;
    }

    /// <summary>Takes only the frames out that are not sorted, and puts those back that are the owner's. Other memory stays where it is.</summary>
    private void TakeOut(Tenant owner)
    {
        move.Save(owner, () =>
        {
            device.Saver.SaveRegisters(owner.Context.Words, owner.Held.Causes, owner.Context);
            foreach (var range in Unsorted(owner))
            {
                device.Saver.SaveMemory(receive.Window, range, owner.Context);
                owner.KnownOf(receive.Window).Forget(range);
            }
        });
        Sort(owner);
        Give(owner);
        move.Prepare(owner);
        move.Restore(owner);
        BeginTurn(owner);
    }

    /// <summary>Whether the NIC may be given another frame.</summary>
    /// <remarks>
    /// It keeps out of the unread unit where the guest has named one of the ring. Where the guest has named another, a NIC would go round and write over frames that
    /// nobody has looked at, and their headers; so it is given no more than fit.
    /// </remarks>
    public bool HasRoomForMore(Tenant owner)
    {
        var words = owner.Monitor.State.Words;
        return !device.SortsFrames || RingLayout.Of(receive, words) is not { } layout || words[receive.Read.Word] == layout.Unread
            || unitsComing + UnitsOf(device.Model.LongestFrame ?? (int)receive.Window.Size) < layout.FreeFrom(owner.SortedTo);
    }

    /// <summary>The NIC is given a frame.</summary>
    public void OnDelivery(byte[] frame) => unitsComing += UnitsOf(frame.Length);

    private ulong UnitsOf(int byteCount) => (receive.HeaderBytes + (ulong)byteCount + FrameCheckSequence.ByteCount + receive.Unit - 1) / receive.Unit;

    /// <summary>Where the frames of a saved context lie that are not sorted yet.</summary>
    private IEnumerable<MemoryRange> Unsorted(Tenant tenant)
    {
        if (RingLayout.Of(receive, tenant.Context.Words) is not { } layout || !layout.Holds(layout.Next) || !layout.Holds(tenant.SortedTo))
            return [];
        return layout.Next >= tenant.SortedTo ? [Units(tenant.SortedTo, layout.Next)] : [Units(tenant.SortedTo, layout.End), Units(layout.First, layout.Next)];
    }

    /// <summary>Takes the frames that are not sorted yet out of a saved context, and keeps each for whom it is.</summary>
    public void Sort(Tenant tenant)
    {
        IsTakingOutDue = false;
        putBack.Clear();
        foreach (var frame in ring.TakeFrom(tenant.Context, tenant.SortedTo))
            if (device.SortsFrames)
                keeping.Distribute(frame, tenant);
            else
                putBack.Add(frame);
    }

    /// <summary>Puts frames back that were taken out of a ring only to be looked at.</summary>
    public void PutBack(Tenant tenant)
    {
        foreach (var frame in putBack)
            ring.TryAppend(tenant.Context, frame);
        putBack.Clear();
    }

    /// <summary>Puts the frames that are kept for a guest into its saved context, as many as find room.</summary>
    public void Give(Tenant tenant)
    {
        byte? status = null;
        var listens = device.SortsFrames && receive.Listens.Test(tenant.Context.Words, -1, 0);
        while (listens && tenant.Frames.TryPeek(out var frame) && ring.TryAppend(tenant.Context, frame))
        {
            tenant.Frames.Dequeue();
            status = ring.StatusOf(frame);
        }
        tenant.CanTakeFrames = tenant.Frames.Count == 0;
        tenant.SortedTo = tenant.Context.Words[receive.Next.Word];
        if (status is not { } last)
            return;
        tenant.Context.HeldCauses |= device.ReceiveCauses;
        if (receive.StatusRegister is { } register)
        {
            tenant.Held.Show(register, last);
            tenant.Context.Words[register.Word] = last;
        }
    }

    /// <summary>Whether frames that arrive can be sorted: there is a ring, and the first of them will stand in it.</summary>
    public bool CanArrive(ReadOnlySpan<ulong> words, ulong startsAt) => RingLayout.Of(receive, words) is { } layout && layout.Holds(startsAt);

    /// <summary>Whether the owner's write takes memory out of where frames arrive, in which there may be one.</summary>
    public bool Shrinks(Tenant owner, ReadOnlySpan<ulong> before) =>
        RingLayout.Of(receive, before) is { } layout && (RingLayout.Of(receive, owner.Monitor.State.Words) is not { } now || now.FreeFrom(owner.SortedTo) < layout.FreeFrom(owner.SortedTo));

    /// <summary>Whether the NIC may put a frame into some of these bytes at any time.</summary>
    public bool IsWhereFramesArrive(Tenant owner, MemoryRange range) => receive.Listens.Test(owner.Monitor.State.Words, -1, 0) && IsFree(owner, range);

    /// <summary>Whether there may be a frame in some of these bytes that is not sorted, or one may come there.</summary>
    public bool MayHoldFrames(Tenant owner, MemoryRange range) => (owner.HasListened || receive.Listens.Test(owner.Monitor.State.Words, -1, 0)) && IsFree(owner, range);

    /// <summary>A transfer of the owner that could still move bytes where frames arrive, as far as is known.</summary>
    /// <returns>The transfer's number; -1 if none could.</returns>
    public int FirstTransferWhereFramesArrive(Tenant owner)
    {
        var number = transfers.NextUnderWay(owner, -1);
        while (number >= 0 && !(owner.Transfers[number].Left is var (first, second) && (IsWhereFramesArrive(owner, first) || IsWhereFramesArrive(owner, second))))
            number = transfers.NextUnderWay(owner, number);
        return number;
    }

    /// <summary>The owner moved where frames arrive. What the NIC may have written there since is nobody's until it is sorted.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="before">The state block before its access.</param>
    /// <param name="startsAnew">Whether it said where the next frame is to begin.</param>
    /// <param name="isSorted">Whether all frames were sorted for its access.</param>
    public void FollowArrivals(Tenant owner, ReadOnlySpan<ulong> before, bool startsAnew, bool isSorted)
    {
        var words = owner.Monitor.State.Words;
        if (startsAnew)
            owner.SortedTo = words[receive.Next.Word];
        if (!receive.Listens.Test(words, -1, 0))
        {
            owner.HasListened &= !isSorted;
            return;
        }
        var isSame = !startsAnew && owner.HasListened && RingLayout.Of(receive, before) is { } layout && RingLayout.Of(receive, words) is { } now && (layout.First, layout.End) == (now.First, now.End);
        ForgetFree(owner, isSame ? RingLayout.Of(receive, before)!.Value.FreeFrom(owner.SortedTo) : 0);
        owner.HasListened = true;
    }

    /// <summary>The owner has the device: what lies where frames arrive is not its own, whatever stands there.</summary>
    public void BeginTurn(Tenant owner)
    {
        owner.HasListened = receive.Listens.Test(owner.Monitor.State.Words, -1, 0);
        if (owner.HasListened)
            ForgetFree(owner, 0);
    }

    private void ForgetFree(Tenant owner, ulong from)
    {
        if (RingLayout.Of(receive, owner.Monitor.State.Words) is not { } layout)
            return;
        var known = owner.KnownOf(receive.Window);
        var start = layout.Holds(owner.SortedTo) ? owner.SortedTo : layout.First;
        for (var i = from; i < layout.FreeFrom(owner.SortedTo); i++)
            known.Forget(ring.UnitAt(layout.After(start, i)));
    }

    private bool IsFree(Tenant owner, MemoryRange range)
    {
        if (range.Length == 0 || RingLayout.Of(receive, owner.Monitor.State.Words) is not { } layout)
            return false;
        var start = layout.Holds(owner.SortedTo) ? owner.SortedTo : layout.First;
        var free = layout.FreeFrom(owner.SortedTo);
        var untilEnd = Math.Min(free, layout.End - start);
        return Overlaps(Units(start, start + untilEnd), range) || Overlaps(Units(layout.First, layout.First + (free - untilEnd)), range);
    }

    private static bool Overlaps(MemoryRange one, MemoryRange other) => one.Start < other.End && other.Start < one.End && one.Length != 0;

    private MemoryRange Units(ulong first, ulong end) => new(first * receive.Unit, (end - first) * receive.Unit);
}

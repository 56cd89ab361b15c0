using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Keeps a frame for everybody whose own NIC would have taken it.</summary>
/// <remarks>
/// The guests are as on one wire: who listens to everything gets a copy of every frame, who is in a group one of the group's, and
/// nobody's frame goes missing for that.
/// </remarks>
internal sealed class FrameKeeping(SharedDevice device, ReceiveRing ring, IReadOnlyList<Seat> seats)
{
    private readonly ReceiveInfo receive = device.Receive!;

    /// <summary>Keeps a frame that was taken out of the owner's ring.</summary>
    public void Distribute(HeldFrame frame, Seat owner)
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
}

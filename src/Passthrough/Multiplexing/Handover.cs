namespace Passthrough.Multiplexing;

/// <summary>Moves a guest's device out of the physical one and into it again.</summary>
internal sealed class Handover(SharedDevice device, CauseView causes)
{
    /// <summary>Sorts frames on the way; null where nothing is to be sorted.</summary>
    public FrameSorter? Sorter { get; set; }

    /// <summary>Takes the owner's context out of the device, which is quiet then.</summary>
    public void Save(Seat owner)
    {
        var context = owner.Context;
        var held = owner.Held.Causes;
        owner.Monitor.State.Words.CopyTo(context.Words);
        device.Saver.Save(context.Words, held, context);
        owner.Held.CopyStatusesTo(context.Words);
        context.HeldCauses &= ~device.ReceiveCauses | held; // those of the device may be about frames of others
        causes.Forget();
        Sorter?.Sort(owner);
    }

    /// <summary>Gives a guest the device, with the frames that were kept for it.</summary>
    public void Restore(Seat seat)
    {
        var context = seat.Context;
        Sorter?.Give(seat);
        device.Port.TakeOver(context.Words);
        device.Restorer.Restore(context);
        seat.Held.Causes = context.HeldCauses;
        seat.Held.ShowStatuses(context.Words);
        if (device.Cause is { } cause)
            context.Words[cause.Word] = (context.Words[cause.Word] & ~device.CauseBits) | context.HeldCauses;
        seat.Monitor.State.CopyFrom(context.Words);
        seat.IsWidened = device.SortsFrames && device.Receive!.Listens.Test(context.Words, -1, 0);
        foreach (var (known, memory) in seat.Known.Zip(context.Memory))
        {
            known.Forget();
            foreach (var range in memory.Known())
                known.Mark(range);
        }
    }
}

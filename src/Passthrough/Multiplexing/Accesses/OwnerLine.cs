using Passthrough.Multiplexing.Frames;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>The interrupt lines of the guests: the owner's follows the device and what the monitor holds for it, everybody else's is low.</summary>
/// <remarks>Where frames are sorted, a received frame is sorted before its guest is told of it; so the line and the sorting go together.</remarks>
internal sealed class OwnerLine(SharedDevice device, CauseView causes, FrameSorter? sorter)
{
    private long sortedNs;

    /// <summary>Brings the owner's line to its level, after frames that raised the device's were sorted.</summary>
    public void Update(Seat owner)
    {
        if (device.SortsFrames && device.Nic.InterruptLine && (causes.ReceiveCauses != 0 || !causes.LineOf(owner)))
            Sort(owner);
        Set(owner, causes.LineOf(owner));
    }

    /// <summary>Sorts frames that came without an interrupt, if that was not done for a while.</summary>
    public void SortAtLeastEvery(long mostNs, Seat owner)
    {
        if (!device.SortsFrames || device.Nic.ElapsedNs - sortedNs < mostNs)
            return;
        Sort(owner);
        Update(owner);
    }

    /// <summary>Tells a guest of a level that is new to it.</summary>
    public void Set(Seat seat, bool level)
    {
        if (seat.Line == level)
            return;
        seat.Line = level;
        seat.Shadows?.CarryBack(); // what the interrupt tells of stands in memory by then
        seat.Guest.SetInterruptLine(level);
        seat.Listener?.OnInterruptLine(level, device.Nic.ElapsedNs);
    }

    private void Sort(Seat owner)
    {
        if (!sorter!.IsTakingOutDue)
            causes.Look(owner);
        if (causes.ReceiveCauses != 0 || (owner.Frames.Count > 0 && owner.CanTakeFrames))
            sorter.TrySort(owner);
        sortedNs = device.Nic.ElapsedNs;
    }
}

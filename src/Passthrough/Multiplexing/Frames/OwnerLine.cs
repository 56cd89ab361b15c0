

using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>The interrupt lines of the guests: the owner's follows the device and what the monitor holds for it, everybody else's is low.</summary>
/// <remarks>Where frames are sorted, a received frame is sorted before its guest learns of the frame; so the line and the sorting go together.</remarks>
internal sealed class OwnerLine(SharedDevice device, CauseView causes, FrameSorter? sorter)
{
    private long sortedNs;

    /// <summary>Brings the owner's line to its level, after frames that raised the device's were sorted.</summary>
    public void Update(Tenant owner)
    {
        if (device.SortsFrames && device.Nic.InterruptLine && (causes.ReceiveCauses != 0 || !causes.LineOf(owner)))
            Sort(owner);
        Set(owner, causes.LineOf(owner));
    }

    /// <summary>Sorts frames that came without an interrupt, if that was not done for a while.</summary>
    public void SortAtLeastEvery(long mostNs, Tenant owner)
    {
        if (!device.SortsFrames || device.Nic.ElapsedNs - sortedNs < mostNs)
            return;
        Sort(owner);
        Update(owner);
    }

    /// <summary>Tells a guest of a level that is new to it.</summary>
    public void Set(Tenant tenant, bool level)
    {
        if (tenant.Line == level)
            return;
        tenant.Line = level;
        tenant.Shadows?.CarryBack(); // so guest memory already holds what the interrupt reports
        tenant.Guest.SetInterruptLine(level);
        tenant.Listener?.OnInterruptLine(level, device.Nic.ElapsedNs);
    }

    private void Sort(Tenant owner)
    {
        if (!sorter!.IsTakingOutDue)
            causes.Look(owner);
        if (causes.ReceiveCauses != 0 || (owner.Frames.Count > 0 && owner.CanTakeFrames))
            sorter.TrySort(owner);
        sortedNs = device.Nic.ElapsedNs;
    }
}

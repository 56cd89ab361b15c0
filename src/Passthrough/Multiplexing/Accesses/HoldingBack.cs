using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>While the device is drained, holds back what its owner would begin.</summary>
/// <remarks>
/// A write that would bring something up against the hand-off waits, as the first access of a guest without the device does, and is made at
/// the owner's next turn. That is right only if the device comes to rest without the owner: else both would wait for each other. Where a model
/// is too hopeful the owner goes on after a while; it is late then, and nothing else. At first it goes on too: work that fits into the wait delays
/// nobody, and a frame that it does not read must be moved.
/// </remarks>
internal sealed class HoldingBack(SharedDevice device, Ownership<Tenant> ownership, DrainOutlook outlook)
{
    private const long EarliestNs = 500_000; // measured: from the start on, less is sent in all
    private const double LongestNs = 5_000_000; // the longest frame takes 1.2 ms at 10 Mbit/s

    private readonly double longestNs = Math.Min(LongestNs, device.Options.DeadlineMs * 1e6 / 2);

    /// <summary>Whether the access that the owner waits for is to wait for its next turn.</summary>
    public bool Holds(Tenant owner)
    {
        var access = owner.Request.Access;
        if (ownership.State != OwnershipState.Draining || !access.IsWrite)
            return false;
        var drainedNs = device.Nic.ElapsedNs - ownership.SinceNs;
        if (drainedNs < EarliestNs || drainedNs > longestNs)
            return false;
        var value = AccessValue.Read(owner.Guest.Data.Slice(owner.Done * access.Size, access.Size));
        var afterwards = owner.Monitor.Preview(new TraceEvent(TraceEventKind.Write, access.Region, access.Size, access.Offset, value)).Afterwards;
        var now = Reusability.Ask(owner.Monitor);
        return ((afterwards.States & ~now.States) | (afterwards.Conditions & ~now.Conditions)) != 0 && outlook.EndsByItself(owner);
    }
}

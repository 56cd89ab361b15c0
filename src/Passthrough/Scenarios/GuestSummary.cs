using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Peers;

namespace Passthrough.Scenarios;

/// <summary>What came of a guest.</summary>
/// <param name="Plan">What it was to do.</param>
/// <param name="Report">What it says itself.</param>
/// <param name="AtPeer">What the peer got of its requests.</param>
/// <param name="Counts">What was done for it.</param>
/// <param name="OwnedNs">How long it had the device, the turn that has not ended included.</param>
public sealed record GuestSummary(GuestPlan Plan, GuestReport Report, StreamTally AtPeer, TenantCounts Counts, long OwnedNs)
{
    /// <summary>Whether all of its work was done, and nothing was lost on the way in either direction.</summary>
    public bool IsClean => Report is { Outcome: GuestOutcome.Done, FramesLost: 0, FramesDamaged: 0, FramesOutOfOrder: 0 }
        && AtPeer is { Missing: 0, OutOfOrder: 0, Damaged: 0 } && AtPeer.Received >= ((Plan as WorkloadGuestPlan)?.Workload.Frames ?? 0) && Counts.FramesDropped == 0;

    /// <summary>How long it waited for a turn on average, in nanoseconds.</summary>
    public long MeanWaitNs => Counts.Turns == 0 ? 0 : Counts.WaitedNs / Counts.Turns;
}

using Passthrough.Guests;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Accesses;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing;

/// <summary>Lets time pass when nothing can be done before something happens: a wait ends, a frame comes, an interrupt, or what a drain waits for.</summary>
internal sealed class Pause(SharedDevice device, Ownership<Tenant> ownership, Link link, OwnerService service, OwnerLine line, FrameSorter? sorter)
{
    private const long LongestNs = 2_000_000; // so that a polled ring is sorted, and a deadline met, in time
    private const long ShortNs = 20_000; // while something waits for the device to come to rest
    private const long ShortestNs = 1_000;
    private const long BusyNs = 100_000; // what a guest that polls its clock sees pass between two looks

    /// <summary>Lets time pass, and sorts frames that nothing reported.</summary>
    public void Take(List<Tenant> tenants)
    {
        var pauseNs = Length(tenants);
        device.Nic.Idle(pauseNs);
        if (ownership.Owner is { } owner)
            line.SortAtLeastEvery(LongestNs, owner);
    }

    private long Length(List<Tenant> tenants)
    {
        var nowNs = device.Nic.ElapsedNs;
        var untilNs = Math.Min(nowNs + LongestNs, link.NextNs);
        foreach (var tenant in tenants)
            if (!tenant.HasEnded)
                untilNs = Math.Min(untilNs, NextNs(tenant, nowNs));
        if (ownership.State == OwnershipState.Draining || service.IsHeldUp || sorter is { IsTakingOutDue: true } || link.HasWaiting)
            untilNs = Math.Min(untilNs, nowNs + ShortNs);
        return Math.Max(untilNs - nowNs, ShortestNs);
    }

    /// <summary>When a guest is to be run again at the latest.</summary>
    private static long NextNs(Tenant tenant, long nowNs) => tenant.Request.Kind switch
    {
        GuestRequestKind.Wait or GuestRequestKind.Listen => tenant.Request.UntilNs,
        GuestRequestKind.Busy => nowNs + BusyNs,
        GuestRequestKind.Access when tenant.IsLost => nowNs,
        _ => long.MaxValue,
    };
}

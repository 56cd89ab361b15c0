namespace Passthrough.Multiplexing;

/// <summary>Shares the device's time by weights, and leaves it idle for nobody.</summary>
/// <remarks>
/// Each guest has a virtual time: how long it had the device, divided by its weight. The one that is furthest behind is next. Who did not
/// want the device for a while does not save up time for it: it joins at the virtual time of those who did.
/// </remarks>
public sealed class FairScheduler : IScheduler
{
    private readonly long leastNs;
    private readonly long mostNs;
    private readonly Dictionary<Seat, double> virtualNs = [];
    private readonly HashSet<Seat> wanting = [];
    private readonly long idleNs;
    private Seat? running;
    private long chargedToNs;

    /// <summary>A scheduler.</summary>
    /// <param name="leastMs">How long an owner keeps the device at least, even if it has nothing to do with it: a hand-off costs time too.</param>
    /// <param name="mostMs">How long it keeps the device at most, times its weight, while others wait; longer only to make up for what they had too much.</param>
    /// <param name="idleMs">How long it must have had nothing to do with it before others get it early: a reply may be on its way.</param>
    public FairScheduler(double leastMs = 10, double mostMs = 100, double idleMs = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(idleMs);
        idleNs = (long)(idleMs * 1e6);
        ArgumentOutOfRangeException.ThrowIfNegative(leastMs);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostMs, leastMs);
        leastNs = (long)(leastMs * 1e6);
        mostNs = (long)(mostMs * 1e6);
    }

    /// <inheritdoc/>
    public bool IsAskedAtEveryAccess => false;

    /// <inheritdoc/>
    public Turn Choose(Multiplexer multiplexer)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        Charge(multiplexer);
        var next = Next(multiplexer);
        if (next is null || multiplexer.Owner is not { } owner)
            return new Turn(next);
        var ownedNs = multiplexer.NowNs - multiplexer.OwnedSinceNs;
        var isIdle = multiplexer.OwnerIdleNs >= idleNs;
        // How long a drain takes, or taking out frames of others, is not up to the owner: whoever had the device longer lets the others catch up.
        var hadItsShare = ownedNs >= mostNs * owner.Weight && virtualNs.GetValueOrDefault(owner) >= virtualNs[next];
        var mayLeave = IsUrgent(multiplexer, next) || owner.HasEnded || hadItsShare || (isIdle && ownedNs >= leastNs);
        return new Turn(mayLeave ? next : null);
    }

    private void Charge(Multiplexer multiplexer)
    {
        var nowNs = multiplexer.NowNs;
        if (running is not null)
            virtualNs[running] = virtualNs.GetValueOrDefault(running) + (nowNs - chargedToNs) / running.Weight;
        running = multiplexer.Owner;
        chargedToNs = nowNs;
    }

    private Seat? Next(Multiplexer multiplexer)
    {
        Seat? best = null;
        foreach (var seat in multiplexer.Seats)
        {
            if (seat == multiplexer.Owner)
            {
                wanting.Add(seat); // while it waits for a reply, too: it does not join anew for that
                continue;
            }
            if (!seat.WantsDevice)
            {
                wanting.Remove(seat);
                continue;
            }
            if (wanting.Add(seat))
                virtualNs[seat] = Math.Max(virtualNs.GetValueOrDefault(seat), LeastOfOthers(multiplexer, seat));
            if (best is null || (IsUrgent(multiplexer, seat), -virtualNs[seat]).CompareTo((IsUrgent(multiplexer, best), -virtualNs[best])) > 0)
                best = seat;
        }
        return best;
    }

    /// <summary>Who has waited longer than all others may take together goes before those for whom something came only now.</summary>
    private bool IsUrgent(Multiplexer multiplexer, Seat seat) =>
        seat.IsUrgent || multiplexer.NowNs - (seat.WaitingSinceNs ?? multiplexer.NowNs) > mostNs * WeightOfAll(multiplexer);

    private static double WeightOfAll(Multiplexer multiplexer)
    {
        var weight = 0.0;
        foreach (var seat in multiplexer.Seats)
            weight += seat.Weight;
        return weight;
    }

    private double LeastOfOthers(Multiplexer multiplexer, Seat seat)
    {
        var least = double.MaxValue;
        foreach (var other in multiplexer.Seats)
            if (other != seat && (other == multiplexer.Owner || wanting.Contains(other)))
                least = Math.Min(least, virtualNs.GetValueOrDefault(other));
        return least == double.MaxValue ? 0 : least;
    }
}

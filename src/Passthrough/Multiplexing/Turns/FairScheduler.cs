
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Shares the device's time by weights, and never leaves it idle while a guest wants it.</summary>
/// <remarks>
/// Each guest has a virtual time: how long it had the device, divided by its weight. All that the guest causes counts: the time that its
/// device takes to be drained, saved and reset. The guest that is furthest behind is next. A guest that did not want the device for a while
/// does not save up time for it: it joins at the virtual time of those that did. A guest that owes time keeps owing it.
/// </remarks>
public sealed class FairScheduler : IScheduler
{
    private readonly long leastNs;
    private readonly long mostNs;
    private readonly long idleNs;
    private readonly Dictionary<Tenant, double> virtualNs = [];
    private readonly HashSet<Tenant> wanting = [];
    private Tenant? running;
    private long chargedToNs;

    /// <summary>A scheduler.</summary>
    /// <param name="leastMs">How long an owner keeps the device at least, even if it has nothing to do with it: a hand-off costs time too.</param>
    /// <param name="mostMs">
    /// How long an owner keeps the device at most, times its weight, while others wait; longer only where those have had more than their share.
    /// Also how far ahead of the owner, in virtual time, a guest may be that goes first because a frame came for it.
    /// </param>
    /// <param name="idleMs">How long an owner must have had nothing to do with the device before others get it early: a reply may be on its way.</param>
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
    public Turn Choose(ITurns turns)
    {
        ArgumentNullException.ThrowIfNull(turns);
        Charge(turns);
        var next = Next(turns);
        if (next is null || turns.Owner is not { } owner)
            return new Turn(next);
        var ownedNs = turns.NowNs - turns.OwnedSinceNs;
        var isIdle = turns.OwnerIdleNs >= idleNs;
        var ownerNs = virtualNs.GetValueOrDefault(owner);
        var hadItsShare = ownedNs >= mostNs * owner.Weight && ownerNs >= virtualNs[next];
        var goesFirst = next.IsUrgent && ownerNs >= WithBonus(next);
        var mayLeave = goesFirst || owner.HasEnded || hadItsShare || (isIdle && ownedNs >= leastNs);
        return new Turn(mayLeave ? next : null);
    }

    /// <summary>Charges the time since the last choice: to the guest that had the device then, until another one got it.</summary>
    private void Charge(ITurns turns)
    {
        var (nowNs, owner) = (turns.NowNs, turns.Owner);
        var changedNs = owner == running || owner is null ? nowNs : Math.Clamp(turns.OwnedSinceNs, chargedToNs, nowNs);
        Charge(running, changedNs - chargedToNs);
        if (owner != running)
            Charge(owner, nowNs - changedNs);
        running = owner;
        chargedToNs = nowNs;
    }

    private void Charge(Tenant? tenant, long ns)
    {
        if (tenant is not null)
            virtualNs[tenant] = virtualNs.GetValueOrDefault(tenant) + ns / tenant.Weight;
    }

    private Tenant? Next(ITurns turns)
    {
        Tenant? best = null;
        for (var i = 0; i < turns.Tenants.Count; i++) // it is asked at every step, and an enumerator would be garbage
        {
            var tenant = turns.Tenants[i];
            if (tenant == turns.Owner)
            {
                wanting.Add(tenant); // while it waits for a reply, too: it does not join again for that
                continue;
            }
            if (!tenant.WantsDevice)
            {
                wanting.Remove(tenant);
                continue;
            }
            if (wanting.Add(tenant))
                virtualNs[tenant] = Math.Max(virtualNs.GetValueOrDefault(tenant), LeastOfOthers(turns, tenant));
            if (best is null || WithBonus(tenant) < WithBonus(best))
                best = tenant;
        }
        return best;
    }

    /// <summary>The virtual time by which a guest is compared. One for which a frame came goes first, but only so far that it stays near its share.</summary>
    private double WithBonus(Tenant tenant) => virtualNs[tenant] - (tenant.IsUrgent ? mostNs : 0);

    private double LeastOfOthers(ITurns turns, Tenant tenant)
    {
        var least = double.MaxValue;
        for (var i = 0; i < turns.Tenants.Count; i++)
            if (turns.Tenants[i] is var other && other != tenant && (other == turns.Owner || wanting.Contains(other)))
                least = Math.Min(least, virtualNs.GetValueOrDefault(other));
        return least == double.MaxValue ? 0 : least;
    }
}

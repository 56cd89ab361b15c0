

using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification;

/// <summary>Hands the device over at given moments, and apart from them only when its owner has nothing to do with it.</summary>
internal sealed class PlannedSwitching(IEnumerable<HandoffPoint> moments) : IScheduler
{
    private readonly Dictionary<(int Owner, long Accesses), int> plan = moments.ToDictionary(moment => (moment.Owner, moment.Accesses), moment => moment.To);

    public bool IsAskedAtEveryAccess => true;

    public Turn Choose(ITurns turns)
    {
        if (turns.Owner is not { } owner)
            return new Turn(turns.Tenants.FirstOrDefault(tenant => !tenant.HasEnded));
        if (plan.Remove((owner.Number, owner.Counts.Exits), out var to) && !turns.Tenants[to].HasEnded)
            return new Turn(turns.Tenants[to], Forced: turns.IsWireClear && !turns.AskReusable().IsReusable);
        var isIdle = owner.HasEnded || turns.OwnerIdleNs > RandomSwitching.IdleNs;
        return new Turn(isIdle ? turns.Tenants.Where(tenant => tenant != owner && !tenant.HasEnded).OrderBy(tenant => !tenant.WantsDevice).ThenBy(tenant => tenant.UsedNs).FirstOrDefault() : null);
    }
}

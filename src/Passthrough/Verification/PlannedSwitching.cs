using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification;

/// <summary>Hands the device over at given moments, and apart from them only when its owner has nothing to do with it.</summary>
internal sealed class PlannedSwitching(IEnumerable<HandoffPoint> moments) : IScheduler
{
    private readonly Dictionary<(int Owner, long Accesses), int> plan = moments.ToDictionary(moment => (moment.Owner, moment.Accesses), moment => moment.To);

    public bool IsAskedAtEveryAccess => true;

    public Turn Choose(Multiplexer multiplexer)
    {
        if (multiplexer.Owner is not { } owner)
            return new Turn(multiplexer.Tenants.FirstOrDefault(tenant => !tenant.HasEnded));
        if (plan.Remove((owner.Number, owner.Counts.Exits), out var to) && !multiplexer.Tenants[to].HasEnded)
            return new Turn(multiplexer.Tenants[to], Forced: multiplexer.IsWireClear && !multiplexer.AskReusable().IsReusable);
        var isIdle = owner.HasEnded || multiplexer.OwnerIdleNs > RandomSwitching.IdleNs;
        return new Turn(isIdle ? multiplexer.Tenants.Where(tenant => tenant != owner && !tenant.HasEnded).OrderBy(tenant => !tenant.WantsDevice).ThenBy(tenant => tenant.UsedNs).FirstOrDefault() : null);
    }
}

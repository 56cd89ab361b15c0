using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification;

/// <summary>Hands the device over at random moments, and takes down which.</summary>
/// <param name="seed">From what the moments follow.</param>
/// <param name="oneIn">Of how many suitable moments one is used, on average.</param>
/// <param name="isSuitable">Which moments: by what stands against a hand-off. Where something does, the hand-off is forced.</param>
internal sealed class RandomSwitching(ulong seed, int oneIn, Func<Reusability, bool> isSuitable) : IScheduler
{
    /// <summary>After how long an owner that does nothing makes way for those who want the device.</summary>
    public const long IdleNs = 1_000_000;

    private readonly Random random = new((int)(seed ^ seed >> 32));

    /// <summary>The moments that were used.</summary>
    public List<HandoffPoint> Moments { get; } = [];

    public bool IsAskedAtEveryAccess => true;

    public Turn Choose(ITurns turns)
    {
        if (turns.Owner is not { } owner)
            return new Turn(Another(turns, null));
        var isIdle = owner.HasEnded || turns.OwnerIdleNs > IdleNs;
        if (isIdle && turns.Tenants.Any(tenant => tenant != owner && tenant.WantsDevice))
            return new Turn(Another(turns, owner)); // a waiting guest must get on, whatever the moments are
        if (random.Next(oneIn) != 0 || !turns.IsWireClear)
            return default;
        var asked = turns.AskReusable();
        if (!isSuitable(asked) || Another(turns, owner) is not { } next)
            return default;
        Moments.Add(new HandoffPoint(owner.Number, owner.Counts.Exits, next.Number));
        return new Turn(next, Forced: !asked.IsReusable);
    }

    private Tenant? Another(ITurns turns, Tenant? owner)
    {
        var others = turns.Tenants.Where(tenant => tenant != owner && !tenant.HasEnded).ToList();
        return others.Count == 0 ? null : others[random.Next(others.Count)];
    }
}

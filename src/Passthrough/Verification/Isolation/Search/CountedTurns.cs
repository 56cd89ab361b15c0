

using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification.Isolation.Search;

/// <summary>A scheduler that hands the device on by exits and not by time, so that a search makes its hand-offs however fast device and machine are.</summary>
/// <remarks>The attacker's turns are of very different lengths: some end within what it has begun, others when much has been set up.</remarks>
internal sealed class CountedTurns(int attacker) : IScheduler
{
    private const int MostOfHonest = 60;
    private const long IdleNs = 50_000, LongIdleNs = 20_000_000;
    private static readonly int[] Lengths = [600, 60, 1200, 25, 500, 6, 2400];

    private Tenant? owner;
    private long since;
    private int turn;

    /// <inheritdoc/>
    public bool IsAskedAtEveryAccess => false;

    /// <inheritdoc/>
    public Turn Choose(ITurns turns)
    {
        var now = turns.Owner;
        if (now != owner)
        {
            (owner, since) = (now, now?.Counts.Exits ?? 0);
            turn += owner?.Number == attacker ? 1 : 0;
        }
        return now is not null && !IsOver(turns, now) ? default : new Turn(Next(turns, now));
    }

    private bool IsOver(ITurns turns, Tenant now)
    {
        if (now.HasEnded)
            return true;
        var made = now.Counts.Exits - since;
        return now.Number == attacker ? made >= Lengths[turn % Lengths.Length]
            : made >= MostOfHonest || turns.OwnerIdleNs > (made > 0 ? IdleNs : LongIdleNs);
    }

    private static Tenant? Next(ITurns turns, Tenant? now)
    {
        Tenant? idle = null;
        foreach (var tenant in turns.Tenants)
            if (tenant == now || tenant.HasEnded || tenant.IsLost)
                continue;
            else if (tenant.WantsDevice)
                return tenant;
            else if (tenant.Counts.Accesses > 0)
                idle ??= tenant;
        return now is null ? null : idle; // a device that was never used is no use to anybody
    }
}

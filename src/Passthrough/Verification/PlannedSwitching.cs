using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Verification;

/// <summary>Hands the device over at given moments, and apart from them only when its owner has nothing to do with it.</summary>
internal sealed class PlannedSwitching(IEnumerable<Moment> moments) : IScheduler
{
    private readonly Dictionary<(int Owner, long Accesses), int> plan = moments.ToDictionary(moment => (moment.Owner, moment.Accesses), moment => moment.To);

    public bool IsAskedAtEveryAccess => true;

    public Turn Choose(Multiplexer multiplexer)
    {
        if (multiplexer.Owner is not { } owner)
            return new Turn(multiplexer.Seats.FirstOrDefault(seat => !seat.HasEnded));
        if (plan.Remove((owner.Number, owner.Counts.Exits), out var to) && !multiplexer.Seats[to].HasEnded)
            return new Turn(multiplexer.Seats[to], Forced: multiplexer.IsWireClear && !multiplexer.AskReusable().IsReusable);
        var isIdle = owner.HasEnded || multiplexer.OwnerIdleNs > RandomSwitching.IdleNs;
        return new Turn(isIdle ? multiplexer.Seats.Where(seat => seat != owner && !seat.HasEnded).OrderBy(seat => !seat.WantsDevice).ThenBy(seat => seat.UsedNs).FirstOrDefault() : null);
    }
}

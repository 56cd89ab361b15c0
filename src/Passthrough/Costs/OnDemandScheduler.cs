

using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Costs;

/// <summary>Gives the device to the guest that it is given.</summary>
internal sealed class OnDemandScheduler : IScheduler
{
    public Tenant? Next { get; set; }

    public bool IsAskedAtEveryAccess => false;

    public Turn Choose(ITurns turns) => new(Next);
}

using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Costs;

/// <summary>Gives the device to whom it is told.</summary>
internal sealed class OnDemandScheduler : IScheduler
{
    public Seat? Next { get; set; }

    public bool IsAskedAtEveryAccess => false;

    public Turn Choose(Multiplexer multiplexer) => new(Next);
}

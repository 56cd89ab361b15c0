using System.Diagnostics;

namespace Passthrough.Guests.Kvm;

/// <summary>How long a guest has computed without a sign of life, in the host's time.</summary>
internal sealed class SpinLimit(int limitMs)
{
    private readonly long limitTicks = limitMs * Stopwatch.Frequency / 1_000;
    private long computedTicks; // up to this run
    private long runBegan;

    /// <summary>It is run.</summary>
    public void BeginRun() => runBegan = Stopwatch.GetTimestamp();

    /// <summary>It did something that others can see.</summary>
    public void SignOfLife()
    {
        computedTicks = 0;
        runBegan = Stopwatch.GetTimestamp();
    }

    /// <summary>Its run is over; whether it has computed for as long as it may.</summary>
    public bool IsReachedAfterRun()
    {
        computedTicks += Stopwatch.GetTimestamp() - runBegan;
        return computedTicks >= limitTicks;
    }
}

namespace Passthrough.Devices.Simulated;

/// <summary>Time that passes only when told to; so the same calls give the same run on any machine.</summary>
internal sealed class VirtualClock
{
    /// <summary>Nanoseconds since power-on.</summary>
    public long NowNs { get; private set; }

    /// <summary>The moment a duration from now; the end of time if that is too far away.</summary>
    public long After(long durationNs) => durationNs > long.MaxValue - NowNs ? long.MaxValue : NowNs + durationNs;

    /// <summary>Goes on to a moment; one that has passed changes nothing.</summary>
    public void GoTo(long momentNs) => NowNs = Math.Max(NowNs, momentNs);
}

namespace Passthrough.Guests.Kvm.Chipset;

/// <summary>The device's time, and the moment at which a halted guest wants to go on.</summary>
/// <remarks>
/// Time stands still while a guest runs. So a second look at the clock within a run would find nothing new; it has to end the
/// run instead, lest a guest that polls the clock burns its time slice.
/// </remarks>
internal sealed class Clock
{
    private const int MicrosecondNs = 1_000;

    private long nowNs;
    private bool wasLookedAt;

    /// <summary>When a halted guest goes on, in the device's time; <see cref="long.MaxValue"/> for never.</summary>
    public long WakeNs { get; private set; } = long.MaxValue;

    /// <summary>A run begins.</summary>
    public void BeginRun(long atNs)
    {
        nowNs = atNs;
        wasLookedAt = false;
    }

    /// <summary>Whether the clock was not yet looked at in this run.</summary>
    public bool LookOnce() => !wasLookedAt && (wasLookedAt = true);

    public uint Read() => (uint)(nowNs / MicrosecondNs);

    /// <summary>Sets the moment to wake, as the clock will tell it: less than 36 minutes from now, or past.</summary>
    public void WriteWake(uint momentUs) => WakeNs = nowNs + (int)(momentUs - Read()) * (long)MicrosecondNs;

    /// <summary>Whether the moment has come; it comes once.</summary>
    public bool TakeWake()
    {
        if (WakeNs > nowNs)
            return false;
        WakeNs = long.MaxValue;
        return true;
    }
}

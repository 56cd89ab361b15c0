using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>What a decoder has seen, whether it showed it or not.</summary>
public sealed class DecodeTally
{
    /// <summary>Events of all kinds.</summary>
    public long Events { get; private set; }

    /// <summary>Reads and writes of the device.</summary>
    public long Accesses { get; private set; }

    /// <summary>Those of them that were hooked.</summary>
    public long Hooked { get; private set; }

    /// <summary>Those of them that were denied.</summary>
    public long Denied { get; private set; }

    /// <summary>Interrupts raised.</summary>
    public long Interrupts { get; private set; }

    /// <summary>Places at which something of the recording is missing.</summary>
    public long Gaps { get; private set; }

    /// <summary>What follows for the recording, as far as it was seen.</summary>
    public ReplayOutcome Outcome { get; private set; }

    internal void Count(Playback playback)
    {
        Events++;
        if (playback.Event.IsAccess)
            CountAccess(playback);
        else if (playback.Event.IsInterrupt)
            Interrupts++;
        else if (playback.Event.Kind == TraceEventKind.Gap)
            CountGap();
    }

    private void CountAccess(Playback playback)
    {
        Accesses++;
        if (playback.Verdict.Kind < VerdictKind.Allowed)
            return;
        Hooked++;
        if (playback.Verdict.IsAllowed)
            return;
        Denied++;
        if (!playback.IsAfterGap)
            Outcome = ReplayOutcome.Denied;
    }

    private void CountGap()
    {
        Gaps++;
        if (Outcome == ReplayOutcome.Clean)
            Outcome = ReplayOutcome.Inconclusive;
    }
}

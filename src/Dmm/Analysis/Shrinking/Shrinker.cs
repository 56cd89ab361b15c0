using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>Reduces a recording to the fewest events that still show a symptom, by leaving out ever smaller pieces.</summary>
/// <remarks>
/// Delta debugging (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002), by complements only: the
/// part that shows a fault needs the device's set-up long before it, so a piece alone hardly ever does. It ends when no single
/// event can be left out, which need not be the shortest of all recordings. Nothing is left to chance, so the same input gives
/// the same output. What a read returned is kept as it was recorded.
/// </remarks>
public sealed class Shrinker(ISymptomFinder finder, int maxRuns)
{
    /// <summary>The most events that a recording to be shrunk may have up to its symptom: 64 MB of them.</summary>
    public const int MaxEvents = 4 << 20;

    private TraceEvent[] kept = [];
    private Symptom symptom;
    private int runs;
    private int whole;

    /// <summary>Shrinks a recording.</summary>
    /// <param name="events">From power-on.</param>
    /// <param name="progress">Receives how many events are left out so far.</param>
    /// <returns>Null when there is no symptom.</returns>
    public ShrinkResult? Run(ReadOnlyMemory<TraceEvent> events, IProgress<long>? progress = null)
    {
        if (finder.Find(events) is not { } found)
            return null;
        (symptom, kept, runs, whole) = (found, events.ToArray(), 0, events.Length);
        LeaveOutTheUsual(found.At);
        var isLeast = false;
        for (var piece = Math.Max(1, kept.Length / 2); runs < maxRuns && !isLeast;)
        {
            var before = kept.Length;
            Sweep(piece, progress);
            isLeast = piece == 1 && kept.Length == before && runs < maxRuns;
            piece = Math.Max(1, Math.Min(piece / 2, kept.Length / 2));
        }
        return new ShrinkResult(kept, symptom, runs, isLeast);
    }

    /// <summary>What comes after the symptom, was wiped out by a reset of the whole device before it, or means nothing to a monitor.</summary>
    /// <remarks>Each is tried, not taken for granted: the cause of an interrupt before the symptom may be read only behind it.</remarks>
    private void LeaveOutTheUsual(int at)
    {
        var reset = Array.FindLastIndex(kept, at, each => each.Kind == TraceEventKind.Reset);
        Try(kept[(reset + 1)..(at + 1)]);
        Try(kept[(Array.FindLastIndex(kept, symptom.At, each => each.Kind == TraceEventKind.Reset) + 1)..]);
        Try(Array.FindAll(kept, each => each.IsAccess || each.IsInterrupt || each.Kind == TraceEventKind.Reset));
    }

    /// <summary>Tries to leave out one piece after the other, from the end: the later an access, the less depends on it.</summary>
    private void Sweep(int piece, IProgress<long>? progress)
    {
        for (var end = kept.Length; end > 0 && runs < maxRuns; end -= piece)
        {
            var from = Math.Max(0, end - piece);
            Try([.. kept[..from], .. kept[Math.Min(end, kept.Length)..]]);
            progress?.Report(whole - kept.Length);
        }
    }

    private void Try(TraceEvent[] fewer)
    {
        if (fewer.Length == kept.Length || runs >= maxRuns)
            return;
        runs++;
        if (finder.Find(fewer) is not { } found || !found.IsSameAs(symptom))
            return;
        kept = fewer;
        symptom = found;
    }
}

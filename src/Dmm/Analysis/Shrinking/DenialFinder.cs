using Dmm.Compilation;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>Finds the first access that a model denies.</summary>
public sealed class DenialFinder(MonitorTables tables) : ISymptomFinder
{
    /// <inheritdoc/>
    public Symptom? Find(ReadOnlyMemory<TraceEvent> events)
    {
        using var reader = new RecordedEvents(events);
        var play = new Playback(tables, reader);
        while (play.Next())
            if (!play.Verdict.IsAllowed)
                return new Symptom((int)play.Number - 1, $"{VerdictText.Access(tables, play.Before, play.Event)} is {VerdictText.Of(play.Monitor, play.Verdict)}");
        return null;
    }
}

using Dmm.Compilation;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>Finds the first access of which two models, or two variants of one, say different things.</summary>
/// <remarks>Each follows the recording by itself, also in whose interrupt it was; what both deny alike is no difference.</remarks>
public sealed class DifferenceFinder(MonitorTables tables, MonitorTables other) : ISymptomFinder
{
    /// <inheritdoc/>
    public Symptom? Find(ReadOnlyMemory<TraceEvent> events)
    {
        using var reader = new RecordedEvents(events);
        using var otherReader = new RecordedEvents(events);
        var play = new Playback(tables, reader);
        var otherPlay = new Playback(other, otherReader);
        while (play.Next() && otherPlay.Next())
        {
            if (play.Verdict.IsAllowed && otherPlay.Verdict.IsAllowed)
                continue;
            var (said, otherSaid) = (VerdictText.Of(play.Monitor, play.Verdict), VerdictText.Of(otherPlay.Monitor, otherPlay.Verdict));
            if (said != otherSaid)
                return new Symptom((int)play.Number - 1, $"{VerdictText.Access(tables, play.Before, play.Event)} is {said} by {Name(tables)} and {otherSaid} by {Name(other)}");
        }
        return null;
    }

    private static string Name(MonitorTables tables) => $"{tables.Model.Name}/{tables.Model.Variant}";
}

using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>Looks for the first symptom in a recording.</summary>
public interface ISymptomFinder
{
    /// <summary>Plays events from power-on until one shows a symptom; null when none does.</summary>
    Symptom? Find(ReadOnlyMemory<TraceEvent> events);
}

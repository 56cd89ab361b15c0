using Dmm.Tracing;

namespace Dmm.Analysis.Shrinking;

/// <summary>What became of a recording.</summary>
/// <param name="Events">The events that are left, in their order.</param>
/// <param name="Symptom">What they show, and which of them shows it.</param>
/// <param name="Runs">How many shorter recordings were tried.</param>
/// <param name="IsLeast">Whether none of the events can be left out; false when the work was cut off before that was known.</param>
public sealed record ShrinkResult(IReadOnlyList<TraceEvent> Events, Symptom Symptom, int Runs, bool IsLeast)
{
    /// <summary>How many of the events are accesses.</summary>
    public int Accesses => Events.Count(each => each.IsAccess);
}

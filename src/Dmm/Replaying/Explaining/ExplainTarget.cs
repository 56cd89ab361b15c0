namespace Dmm.Replaying.Explaining;

/// <summary>The moment that is to be explained: after an event, after the last event of a line, or at a time.</summary>
/// <param name="Event">The event's number from 1, or null.</param>
/// <param name="Line">The line of a text log, or the record of a binary recording, from 1; or null.</param>
/// <param name="TimeUs">Microseconds from the beginning of the recording, or null.</param>
public sealed record ExplainTarget(long? Event, long? Line, long? TimeUs)
{
    /// <summary>Whether the next event still belongs to the moment.</summary>
    internal bool Includes(long number, long line, long timeUs) =>
        Event is { } wanted ? number <= wanted : Line is { } last ? line <= last : timeUs <= TimeUs;
}

namespace Dmm.Replaying.Decoding;

/// <summary>A place in a recording: the number of an event, or a time.</summary>
/// <param name="Event">The event's number, or null.</param>
/// <param name="TimeUs">Microseconds from the beginning; what counts when there is no event.</param>
public readonly record struct RecordingPosition(long? Event, long TimeUs)
{
    /// <summary>Whether it lies past the event that a playback is at.</summary>
    internal bool IsAfter(Playback playback) => Event is { } number ? number > playback.Number : TimeUs > playback.TimeUs;

    /// <summary>Whether it lies before the event that a playback is at.</summary>
    internal bool IsBefore(Playback playback) => Event is { } number ? number < playback.Number : TimeUs < playback.TimeUs;
}

namespace Dmm.Replaying.Timeline;

/// <summary>The begin of a stretch of a lane.</summary>
/// <param name="AtUs">Microseconds from the beginning of the recording.</param>
/// <param name="State">The index of what it is from then on.</param>
public readonly record struct StateChange(long AtUs, int State);

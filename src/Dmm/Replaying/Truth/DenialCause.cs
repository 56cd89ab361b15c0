using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Truth;

/// <summary>What makes two denials one: the place and the direction of the access, and what denied it.</summary>
internal readonly record struct DenialCause(TraceEventKind Direction, int Region, uint Offset, DenialKind Kind, ulong Checks);

/// <summary>A denial where it happened.</summary>
internal readonly record struct DenialMoment(long Event, TraceEvent Access, bool IsAfterGap);

using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>An access of a recording that the monitor denies.</summary>
/// <param name="Event">Its number among all events of the recording, from 1.</param>
/// <param name="Line">The line or record of the recording.</param>
/// <param name="Access">The access.</param>
/// <param name="Text">The same in words: <c>W io+0x00 = 0x26 (CR)</c>.</param>
/// <param name="Kind">Why it was denied.</param>
/// <param name="Checks">Every check that failed; empty when no register is listed there.</param>
/// <param name="IsAfterGap">Whether something of the recording is missing before it, so that the denial may be owed to that.</param>
public sealed record DeniedAccess(
    long Event, long Line, TraceEvent Access, string Text, DenialKind Kind, IReadOnlyList<Failure> Checks, bool IsAfterGap);

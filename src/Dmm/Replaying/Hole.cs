using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>A DMA of the device that a monitor had not judged before.</summary>
/// <param name="Event">Its number among all events of the recording, from 1.</param>
/// <param name="Line">The line or record of the recording.</param>
/// <param name="TimeUs">Microseconds from the beginning of the recording.</param>
/// <param name="Dma">The DMA: its address is the value of the event, its length the offset.</param>
/// <param name="Fate">Whether it was looked at too late, or never.</param>
/// <param name="Structure">The structure that it lies in, or an entry of which names it; empty for none.</param>
/// <param name="Doorbell">The write of a register before it, in words; empty when there was none.</param>
/// <param name="DoorbellLine">The line of that write; 0 when there was none.</param>
/// <param name="IsAfterGap">Whether something of the recording is missing before it.</param>
public sealed record Hole(
    long Event, long Line, long TimeUs, TraceEvent Dma, DmaFate Fate, string Structure, string Doorbell, long DoorbellLine, bool IsAfterGap);

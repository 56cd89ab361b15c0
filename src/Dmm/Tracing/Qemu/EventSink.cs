namespace Dmm.Tracing.Qemu;

/// <summary>Puts events into the batch at hand, with the time since the event before.</summary>
internal sealed class EventSink(TraceFindings findings)
{
    // Further from any time than an event can say, so that the first event needs no test of its own.
    private const long NoTimeYet = -1_000_000_000;

    private long nowUs;
    private long lastUs = NoTimeYet;
    private bool hasTime;
    private bool anyTime;
    private bool anyTimedEvent;
    private long backwardCount;
    private long firstBackwardLine;

    /// <summary>The batch to fill.</summary>
    public TraceBatch Batch { get; set; } = new(TraceBatch.LeastCapacity);

    /// <summary>The line whose events are added.</summary>
    public long Line { get; private set; }

    /// <summary>Begins a line that has a time.</summary>
    public void BeginLine(long line, long timeUs)
    {
        Line = line;
        nowUs = timeUs;
        hasTime = anyTime = true;
    }

    /// <summary>Begins a line without a time.</summary>
    public void BeginLine(long line)
    {
        Line = line;
        hasTime = false;
    }

    public void Add(TraceEventKind kind, int region, int size, uint offset, ulong value)
    {
        var elapsedUs = 0L;
        if (hasTime)
        {
            elapsedUs = nowUs - lastUs;
            lastUs = nowUs;
            if ((ulong)elapsedUs > ushort.MaxValue)
            {
                Jump(elapsedUs);
                elapsedUs = 0;
            }
        }

        Batch.Add(new TraceEvent(kind, region, size, offset, value, (ushort)elapsedUs), Line);
    }

    public void Add(TraceEventKind kind, uint offset, ulong value) => Add(kind, 0, 1, offset, value);

    public void Gap(ulong lost) => Add(TraceEventKind.Gap, 0, lost);

    /// <summary>At the end of the recording: says what is odd about its times.</summary>
    public void Conclude()
    {
        if (backwardCount > 0)
            findings.Notes.Add($"time runs backwards at {backwardCount} events, first in line {firstBackwardLine}:"
                + " they count as simultaneous with the event before");
        if (!anyTime)
            findings.Notes.Add("the lines have no times: record with -msg timestamp=on to have them");
    }

    // More than 16 bits hold, or less than nothing, or the first time at all.
    private void Jump(long elapsedUs)
    {
        if (!anyTimedEvent)
        {
            anyTimedEvent = true;
        }
        else if (elapsedUs > 0)
        {
            Batch.Add(new TraceEvent(TraceEventKind.Time, 0, 1, 0, (ulong)elapsedUs), Line);
        }
        else
        {
            backwardCount++;
            if (firstBackwardLine == 0)
                firstBackwardLine = Line;
        }
    }
}

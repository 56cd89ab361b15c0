namespace Dmm.Tracing.Text;

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
    private TraceEvent run;
    private uint runLeft;

    /// <summary>The batch to fill.</summary>
    public TraceBatch Batch { get; set; } = new(TraceBatch.LeastCapacity);

    /// <summary>The line whose events are added.</summary>
    public long Line { get; private set; }

    /// <summary>How many events are missing at the line at hand; 0 when nobody knows. <see cref="Gap"/> tells it.</summary>
    public ulong Missing { get; set; }

    /// <summary>Begins a line, which has no time until <see cref="At"/>.</summary>
    public void BeginLine(long line)
    {
        Line = line;
        Missing = 0;
        hasTime = false;
    }

    /// <summary>Tells the time of the line at hand.</summary>
    public void At(long timeUs)
    {
        nowUs = timeUs;
        hasTime = anyTime = true;
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

    public void Gap() => Add(TraceEventKind.Gap, 0, Missing);

    /// <summary>Adds accesses that are alike and have no value, as many as there is room for now and the others later.</summary>
    public void AddRun(TraceEventKind kind, int region, int size, uint offset, uint count)
    {
        run = new TraceEvent(kind, region, size, offset, 0);
        runLeft = count;
        _ = FillRun();
    }

    /// <summary>Adds what is left of a run. True when the batch is too small for it.</summary>
    public bool FillRun()
    {
        for (; runLeft > 0 && Batch.Room > 0; runLeft--)
            Batch.Add(run, Line);
        return runLeft > 0;
    }

    /// <summary>At the end of the recording: says what is odd about its times.</summary>
    /// <param name="howToHaveTimes">What to do that lines have times, or null.</param>
    public void Conclude(string? howToHaveTimes)
    {
        if (backwardCount > 0)
            findings.Notes.Add($"time runs backwards at {backwardCount} events, first in line {firstBackwardLine}:"
                + " they count as simultaneous with the event before");
        if (!anyTime && howToHaveTimes is not null)
            findings.Notes.Add($"the lines have no times: {howToHaveTimes}");
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

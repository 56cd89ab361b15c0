using System.Buffers.Binary;

namespace Dmm.Tracing.Text;

/// <summary>Puts events into the batch at hand, with the time since the event before.</summary>
internal sealed class EventSink(TraceFindings findings)
{
    // Further from any time than an event can say, so that the first event needs no test of its own.
    private const long NoTimeYet = -1_000_000_000;

    private const int StoreBytes = 64;
    private const int StoreEvents = 2 + StoreBytes / sizeof(ulong);

    private long nowUs;
    private long lastUs = NoTimeYet;
    private bool hasTime;
    private bool anyTime;
    private bool anyTimedEvent;
    private long backwardCount;
    private long firstBackwardLine;
    private TraceEvent run;
    private uint runLeft;
    private ulong storeAt;
    private ulong storeLeft;
    private byte[] stored = [];
    private int storedAt;

    /// <summary>The batch to fill.</summary>
    public TraceBatch Batch { get; set; } = new(TraceBatch.LeastCapacity);

    /// <summary>The line whose events are added.</summary>
    public long Line { get; private set; }

    /// <summary>How many events are missing at the line at hand; 0 when nobody knows. <see cref="Gap"/> tells it.</summary>
    public ulong Missing { get; set; }

    /// <summary>Begins a line, which has no time until <see cref="At"/>.</summary>
    public void BeginLine(long line)
    {
        Line = findings.Line = line;
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

    /// <summary>Adds bytes that the guest stored in its memory, as many as there is room for now and the others later.</summary>
    /// <param name="at">The first address.</param>
    /// <param name="length">How many were stored.</param>
    /// <param name="bytes">The first of them; the others are not known.</param>
    public void AddStore(ulong at, ulong length, ReadOnlySpan<byte> bytes)
    {
        (storeAt, storeLeft, storedAt) = (at, length, 0);
        stored = bytes.ToArray();
        _ = FillRun();
    }

    /// <summary>Adds that the guest filled a range of its memory with one byte.</summary>
    public void AddFill(ulong at, uint length, byte with)
    {
        Add(TraceEventKind.Filled, length, at);
        Add(TraceEventKind.DmaData, 1u << 16, with);
    }

    /// <summary>Adds what is left of a run or of a store. True when the batch is too small for it.</summary>
    public bool FillRun()
    {
        while (storeLeft > 0 && Batch.Room >= StoreEvents)
            AddStored();
        if (storeLeft > 0)
            return true;
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

    // A part of a store, no longer than the bytes of a DMA that are shown; of what is not known one event tells.
    private void AddStored()
    {
        var known = Math.Min(stored.Length - storedAt, StoreBytes);
        var length = known > 0 ? (ulong)known : Math.Min(storeLeft, uint.MaxValue);
        Add(TraceEventKind.Stored, (uint)length, storeAt);
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        for (var place = 0; place < known; place += sizeof(ulong))
        {
            var part = stored.AsSpan(storedAt + place, Math.Min(sizeof(ulong), known - place));
            wide.Clear();
            part.CopyTo(wide);
            Add(TraceEventKind.DmaData, (uint)place | ((uint)part.Length << 16), BinaryPrimitives.ReadUInt64LittleEndian(wide));
        }
        (storeAt, storeLeft, storedAt) = (storeAt + length, storeLeft - length, storedAt + known);
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

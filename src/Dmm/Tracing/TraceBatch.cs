namespace Dmm.Tracing;

/// <summary>Events on their way from a reader to the code that asked for them, in arrays that are filled again and again.</summary>
/// <remarks>Two arrays and no list of pairs: the events lie close together, and the binary format is read straight into them.</remarks>
public sealed class TraceBatch
{
    /// <summary>The capacity that is used when none is asked for.</summary>
    public const int DefaultCapacity = 4096;

    /// <summary>The smallest capacity. One line of a text log can become ten events, and a line is never split.</summary>
    public const int LeastCapacity = 16;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="capacity">The most events it holds, at least <see cref="LeastCapacity"/>.</param>
    public TraceBatch(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, LeastCapacity);
        Events = new TraceEvent[capacity];
        Lines = new long[capacity];
    }

    /// <summary>The events; only the first <see cref="Count"/> are meant.</summary>
    public TraceEvent[] Events { get; }

    /// <summary>For each event, the line of a text log, or the record of a binary recording, both from 1.</summary>
    public long[] Lines { get; }

    /// <summary>How many events there are.</summary>
    public int Count { get; internal set; }

    internal int Room => Events.Length - Count;

    /// <summary>Empties the batch.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends an event; there must be room for it.</summary>
    public void Add(TraceEvent traceEvent, long line)
    {
        var at = Count;
        Events[at] = traceEvent;
        Lines[at] = line;
        Count = at + 1;
    }
}

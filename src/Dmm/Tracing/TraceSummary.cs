namespace Dmm.Tracing;

/// <summary>What is in a recording, in numbers.</summary>
public sealed record TraceSummary
{
    /// <summary>The most ways of access that are listed; a recording of a larger memory region can have any number of them.</summary>
    public const int MostAccesses = 65_536;

    /// <summary>The format's name.</summary>
    public required string Format { get; init; }

    /// <summary>What a binary recording was made of; null for a text log.</summary>
    public required string? Source { get; init; }

    /// <summary>The device, as far as it is known.</summary>
    public required TraceDevice Device { get; init; }

    /// <summary>How many events there are of each kind, by the kind's number.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>How often each register was accessed, by region, offset, direction and size.</summary>
    public required IReadOnlyList<AccessCount> Accesses { get; init; }

    /// <summary>Accesses beyond the first <see cref="MostAccesses"/> ways, which <see cref="Accesses"/> does not list.</summary>
    public required long UnlistedAccesses { get; init; }

    /// <summary>How often the interrupt line rose.</summary>
    public required long InterruptRaises { get; init; }

    /// <summary>Bytes that the device read from guest memory, or could have.</summary>
    public required ulong DmaReadBytes { get; init; }

    /// <summary>Bytes that the device wrote to guest memory, or could have.</summary>
    public required ulong DmaWrittenBytes { get; init; }

    /// <summary>Microseconds from the first event to the last.</summary>
    public required ulong DurationUs { get; init; }

    /// <summary>Lines that were not understood or are about another device.</summary>
    public required long SkippedLines { get; init; }

    /// <summary>The first problems.</summary>
    public required IReadOnlyList<TraceProblem> Problems { get; init; }

    /// <summary>All problems.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>What else should be known.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Why nothing of the recording can be used; null when it can.</summary>
    public required string? Unreadable { get; init; }

    /// <summary>All events.</summary>
    public long Events => Counts.Sum();

    /// <summary>How many events there are of one kind.</summary>
    public long CountOf(TraceEventKind kind) => (int)kind < Counts.Count ? Counts[(int)kind] : 0;

    /// <summary>Reads a recording to its end.</summary>
    public static TraceSummary Of(ITraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var batch = new TraceBatch();
        var tally = new TraceTally();
        while (reader.Read(batch) > 0)
            tally.Add(batch.Events.AsSpan(0, batch.Count));
        return tally.Summarize(reader);
    }
}

namespace Dmm.Tracing;

/// <summary>
/// Reads a recording from its beginning to its end, once, in batches. <see cref="TraceReaders.Open"/> makes one for any format.
/// </summary>
/// <remarks>
/// A recording is input from outside: whatever it holds, no member throws. What is wrong with a place of it is a
/// problem, and a <see cref="TraceEventKind.Gap"/> event stands at that place; what makes it useless is
/// <see cref="Unreadable"/>. Both can appear at any time until the end, so they are to be asked for after it.
/// </remarks>
public interface ITraceReader : IDisposable
{
    /// <summary>The format's name.</summary>
    string Format { get; }

    /// <summary>What a binary recording was made of, in the words of its maker; null for a text log.</summary>
    string? Source { get; }

    /// <summary>The device whose events these are, as far as it is known by now.</summary>
    TraceDevice Device { get; }

    /// <summary>Where devices of the recorded machine had registers in memory, as far as it is known by now.</summary>
    IReadOnlyList<MappedRange> Mapped => [];

    /// <summary>DMAs of other devices, which the recording tells too.</summary>
    long DmasOfOthers => 0;

    /// <summary>Lines that were not understood or are about another device.</summary>
    long SkippedLines { get; }

    /// <summary>The first problems; see <see cref="ProblemCount"/>. From the line of the first one on, answers are inconclusive.</summary>
    IReadOnlyList<TraceProblem> Problems { get; }

    /// <summary>How many problems there are, also those that <see cref="Problems"/> no longer lists.</summary>
    long ProblemCount { get; }

    /// <summary>What a reader of the answers should know although nothing is wrong, one sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Why nothing of this recording can be used and what to do about it; null when it can.</summary>
    string? Unreadable { get; }

    /// <summary>Fills the batch with the next events, in place of those it holds.</summary>
    /// <returns>How many there are now; 0 at the end of the recording.</returns>
    int Read(TraceBatch batch);
}

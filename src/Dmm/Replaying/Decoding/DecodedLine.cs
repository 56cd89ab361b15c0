using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>One line of a decoded recording: an event, several that are folded, or a line that was passed through.</summary>
public sealed record DecodedLine
{
    /// <summary>What it is about.</summary>
    public required DecodedKind Kind { get; init; }

    /// <summary>The number of its first event, from 1; 0 for a foreign line.</summary>
    public required long Event { get; init; }

    /// <summary>The number of its last event.</summary>
    public required long LastEvent { get; init; }

    /// <summary>The line or record of the first event.</summary>
    public required long Line { get; init; }

    /// <summary>The time of the first event.</summary>
    public required long TimeUs { get; init; }

    /// <summary>The event in words, without its count.</summary>
    public required string Text { get; init; }

    /// <summary>The first access, for accesses.</summary>
    public TraceEvent? Access { get; init; }

    /// <summary>The registers that an access reaches.</summary>
    public IReadOnlyList<string> Registers { get; init; } = [];

    /// <summary>How many accesses are folded; for <see cref="DecodedKind.Again"/> how many times the lines came again.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Whether they move data through a stream, so that their values are left out.</summary>
    public bool IsStream { get; init; }

    /// <summary>For <see cref="DecodedKind.Again"/>, how many lines came again.</summary>
    public int Lines { get; init; }

    /// <summary>What the monitor said of an access.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Why an access was denied, check by check.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>Why an access was denied that no check denies; empty for others.</summary>
    public string Unlisted { get; init; } = "";

    /// <summary>Whether something of the recording is missing before it.</summary>
    public bool IsAfterGap { get; init; }

    /// <summary>How machines moved.</summary>
    public IReadOnlyList<Move> Moves { get; init; } = [];

    /// <summary>Whether the access reset the device.</summary>
    public bool Resets { get; init; }

    /// <summary>Bytes that the accesses moved.</summary>
    public long Bytes => Access is { } access ? Count * access.Size : 0;

    /// <summary>Whether it can be part of a loop: an access after which nothing is otherwise than before.</summary>
    internal bool CanRepeat => Kind == DecodedKind.Access && Verdict.IsAllowed && Moves.Count == 0 && !Resets;

    /// <summary>Whether it says the same as another line; the values of a stream do not matter, its length does.</summary>
    internal bool Repeats(DecodedLine other) =>
        Count == other.Count && IsStream == other.IsStream && Verdict == other.Verdict
        && (IsStream ? Access!.Value.Kind == other.Access!.Value.Kind && Registers[0] == other.Registers[0] && Access.Value.Size == other.Access.Value.Size
            : Text == other.Text);
}

using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Explaining;

/// <summary>Everything that is known at one moment of a recording.</summary>
public sealed record Explanation
{
    /// <summary>The model.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>The event, its place and its words.</summary>
    public required EventStamp At { get; init; }

    /// <summary>The event itself.</summary>
    public required TraceEvent Event { get; init; }

    /// <summary>What the monitor said of an access.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>For a denied access, every check that failed.</summary>
    public required IReadOnlyList<Failure> Failures { get; init; }

    /// <summary>Whether something of the recording is missing before the event, so that nothing here can be relied on.</summary>
    public required bool IsAfterGap { get; init; }

    /// <summary>The transitions and rules that fired on it.</summary>
    public required IReadOnlyList<Firing> Firings { get; init; }

    /// <summary>What it changed.</summary>
    public required IReadOnlyList<StateChange> Changes { get; init; }

    /// <summary>The lines before it, decoded.</summary>
    public required IReadOnlyList<Decoding.DecodedLine> Earlier { get; init; }

    /// <summary>The machines.</summary>
    public required IReadOnlyList<MachineSince> Machines { get; init; }

    /// <summary>Whether the device was reusable before it.</summary>
    public required bool WasReusable { get; init; }

    /// <summary>What stands against a hand-off after it; empty when the device is reusable.</summary>
    public required IReadOnlyList<Failure> NotReusable { get; init; }

    /// <summary>Registers that are known.</summary>
    public required IReadOnlyList<KnownValue> Registers { get; init; }

    /// <summary>Registers of which the monitor has learnt nothing: nobody touched them, or nothing that it is for depends on them.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>Variables.</summary>
    public required IReadOnlyList<KnownValue> Variables { get; init; }

    /// <summary>Sets of pages.</summary>
    public required IReadOnlyList<KnownValue> Sets { get; init; }
}

using Dmm.Monitoring;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>A line that says what is known of the device at a moment of a recording.</summary>
/// <param name="Line">Its number; the moment is after the last event of a line before it.</param>
/// <param name="Kind">What is said.</param>
internal sealed record KnownMoment(long Line, KnownKind Kind)
{
    /// <summary>The window, register or address that is meant; empty where none is.</summary>
    public string Name { get; init; } = "";

    /// <summary>The live bytes of the window, in order and apart from each other.</summary>
    public IReadOnlyList<MemoryRange> Live { get; init; } = [];

    /// <summary>The address as it stands in a frame.</summary>
    public byte[] Address { get; init; } = [];

    /// <summary>The value of the register.</summary>
    public ulong Value { get; init; }

    /// <summary>Why it is so; empty when nobody says.</summary>
    public string Because { get; init; } = "";
}

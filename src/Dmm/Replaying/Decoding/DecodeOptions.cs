using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying.Decoding;

/// <summary>Which lines of a decoded recording are wanted.</summary>
/// <remarks>Every filter takes lines away; a gap is shown whatever they are, because no line after it can be relied on.</remarks>
public sealed record DecodeOptions
{
    /// <summary>Only accesses to these registers; empty for all.</summary>
    public IReadOnlyList<RegisterInfo> Registers { get; init; } = [];

    /// <summary>Only what moves this machine; null for everything.</summary>
    public MachineInfo? Machine { get; init; }

    /// <summary>Only hooked accesses.</summary>
    public bool HookedOnly { get; init; }

    /// <summary>The first event, or the time before it; null for the beginning.</summary>
    public RecordingPosition? From { get; init; }

    /// <summary>The last event, or the time after it; null for the end. Nothing after it is read.</summary>
    public RecordingPosition? To { get; init; }

    /// <summary>Whether runs and loops are folded.</summary>
    public bool Folds { get; init; } = true;

    /// <summary>The foreign lines of the recording, which its reader collects here; null when they are not wanted.</summary>
    public ForeignLines? Foreign { get; init; }

    /// <summary>Whether some accesses are not wanted; then nothing but them and gaps is shown.</summary>
    public bool IsFiltered => Registers.Count > 0 || HookedOnly || Machine is not null;
}

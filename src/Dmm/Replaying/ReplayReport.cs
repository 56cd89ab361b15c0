using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>Everything that a replay found out.</summary>
public sealed record ReplayReport
{
    /// <summary>The model.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>The verdict on the recording as a whole.</summary>
    public required ReplayOutcome Outcome { get; init; }

    /// <summary>Events of all kinds.</summary>
    public required long Events { get; init; }

    /// <summary>Reads and writes of the device.</summary>
    public required long Accesses { get; init; }

    /// <summary>The same, a run through a data port (as a string instruction makes it) counted once.</summary>
    public required long Exits { get; init; }

    /// <summary>Interrupts raised.</summary>
    public required long Interrupts { get; init; }

    /// <summary>Those of them whose cause was found by looking ahead.</summary>
    public required long CausesFound { get; init; }

    /// <summary>Duration of the recording in microseconds.</summary>
    public required long DurationUs { get; init; }

    /// <summary>Frames that the driver sent; null when neither descriptors nor the model's section 'frames' tell.</summary>
    public required long? FramesSent { get; init; }

    /// <summary>Frames that the device received for it; null when neither descriptors nor the model's section 'frames' tell.</summary>
    public required long? FramesReceived { get; init; }

    /// <summary>Frames by which a cost per frame is reckoned.</summary>
    public long Frames => (FramesSent ?? 0) + (FramesReceived ?? 0);

    /// <summary>What hooking cost.</summary>
    public required HookReport Hooked { get; init; }

    /// <summary>How the machines moved.</summary>
    public required IReadOnlyList<MachineReport> Machines { get; init; }

    /// <summary>The first denied accesses; see <see cref="DeniedCount"/>.</summary>
    public required IReadOnlyList<DeniedAccess> Denied { get; init; }

    /// <summary>All denied accesses.</summary>
    public required long DeniedCount { get; init; }

    /// <summary>Denied accesses by what they have in common, in the order of the first of each.</summary>
    public required IReadOnlyList<DenialGroup> DenialGroups { get; init; }

    /// <summary>The first DMAs that were looked at too late or never approved.</summary>
    public required IReadOnlyList<Hole> Holes { get; init; }

    /// <summary>All of them by what they have in common, in the order of the first of each.</summary>
    public required IReadOnlyList<HoleGroup> HoleGroups { get; init; }

    /// <summary>Where the guest has memory, but for the registers of devices.</summary>
    public required Memory.GuestMap Memory { get; init; }

    /// <summary>Where the recording tells that devices have registers in memory, at any time.</summary>
    public required IReadOnlyList<(ulong Start, ulong Size)> RegistersInMemory { get; init; }

    /// <summary>When the device was reusable.</summary>
    public required ReusableReport Reusable { get; init; }

    /// <summary>What was known of DMA.</summary>
    public required DmaReport Dma { get; init; }

    /// <summary>Lines of the recording that were not about the device.</summary>
    public required long SkippedLines { get; init; }

    /// <summary>Where the recording is damaged.</summary>
    public required IReadOnlyList<TraceProblem> Problems { get; init; }

    /// <summary>How often it is damaged.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>What a reader of the report should know although nothing is wrong.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

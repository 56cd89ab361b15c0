namespace Dmm.Replaying;

/// <summary>What was known of DMA. For a device that never touches host memory, approved and denied ones stay on the card.</summary>
/// <param name="Approved">Checks of a DMA that passed.</param>
/// <param name="Denied">Checks of a DMA that failed.</param>
/// <param name="Observed">DMAs to or from host memory that the recording holds: what the device really did.</param>
/// <param name="Unapproved">Those of them that nothing had named before: a hole in the model.</param>
/// <param name="Structures">What was given through descriptor structures.</param>
public sealed record DmaReport(long Approved, long Denied, long Observed, long Unapproved, IReadOnlyList<StructureReport> Structures)
{
    /// <summary>DMAs of the recording that were approved before the device made them.</summary>
    public long ApprovedBefore { get; init; }

    /// <summary>Those of them that were approved only where the device reads copies: it took the entry between two looks of the monitor.</summary>
    public long ByCopy { get; init; }

    /// <summary>DMAs by entries that were looked at too late.</summary>
    public long Late { get; init; }

    /// <summary>DMAs by entries that nobody could look at.</summary>
    public long Unseen { get; init; }

    /// <summary>DMAs of other devices that the recording tells.</summary>
    public long OfOthers { get; init; }

    /// <summary>DMAs that are holes.</summary>
    public long Holes => Unapproved + Late;

    /// <summary>Entries that were given and that nobody could look at.</summary>
    public long EntriesUnseen => Structures.Sum(structure => structure.Unseen);
}

namespace Dmm.Replaying;

/// <summary>What was known of DMA. For a device that never touches host memory, approved and denied ones stay on the card.</summary>
/// <param name="Approved">DMAs that passed their checks: at a doorbell, or entry by entry as the device read them.</param>
/// <param name="Denied">DMAs that did not.</param>
/// <param name="Observed">DMAs to or from host memory that the recording holds: what the device really did.</param>
/// <param name="Unapproved">Those of them that nothing had named before: a hole in the model.</param>
/// <param name="Structures">What was given through descriptor structures.</param>
public sealed record DmaReport(long Approved, long Denied, long Observed, long Unapproved, IReadOnlyList<StructureReport> Structures);

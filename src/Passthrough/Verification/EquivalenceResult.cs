namespace Passthrough.Verification;

/// <summary>What came of a verification.</summary>
/// <param name="Handoffs">Hand-offs that were made.</param>
/// <param name="Runs">Runs that they were made in.</param>
/// <param name="Frames">Frames that were sent, each with its answer.</param>
/// <param name="Accesses">Accesses that hand-offs took.</param>
/// <param name="FullCopyAccesses">Accesses that they would have taken if all on-card memory had been moved.</param>
/// <param name="Failure">The first run in which something differed, or null.</param>
public sealed record EquivalenceResult(long Handoffs, int Runs, long Frames, long Accesses, long FullCopyAccesses, EquivalenceFailure? Failure)
{
    /// <summary>Why nothing more could be found out: the device could not be made, or a guest does not come to its end even alone; else null.</summary>
    public string? Problem { get; init; }
}

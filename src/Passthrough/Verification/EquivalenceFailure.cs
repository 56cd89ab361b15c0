namespace Passthrough.Verification;

/// <summary>A run in which guests did not see what they see alone.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Differences">What differed, the first first.</param>
/// <param name="Moments">
/// The hand-offs that it takes, after shrinking, beside those that no plan can leave out: an owner that has nothing to do with the device for a
/// while makes way for those who wait. Empty if these alone make the difference.
/// </param>
public sealed record EquivalenceFailure(ulong Seed, IReadOnlyList<Difference> Differences, IReadOnlyList<HandoffPoint> Moments);

namespace Passthrough.Verification;

/// <summary>A run in which guests did not see what they see alone.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Differences">What differed, the first first.</param>
/// <param name="Moments">The hand-offs that it takes, after shrinking.</param>
public sealed record EquivalenceFailure(ulong Seed, IReadOnlyList<Difference> Differences, IReadOnlyList<HandoffPoint> Moments);

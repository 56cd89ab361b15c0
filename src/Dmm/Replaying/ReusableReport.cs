using Dmm.Monitoring;

namespace Dmm.Replaying;

/// <summary>When the device was reusable, and why not when it was not.</summary>
/// <param name="Final">At the end.</param>
/// <param name="Failed">What stands against it at the end.</param>
/// <param name="Accesses">Accesses after which it was reusable.</param>
/// <param name="DurationUs">Microseconds for which it was reusable.</param>
/// <param name="Intervals">How many times it became reusable, the begin of the recording counted.</param>
/// <param name="WhyNot">For each reason, accesses after which it stood against a hand-off.</param>
public sealed record ReusableReport(
    bool Final, IReadOnlyList<Failure> Failed, long Accesses, long DurationUs, long Intervals, IReadOnlyDictionary<string, long> WhyNot);

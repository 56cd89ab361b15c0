namespace Dmm.Monitoring;

/// <summary>What the monitor says of one event.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Denial">Why it was denied.</param>
/// <param name="FailedChecks">Every check that failed, as bits by <see cref="Modeling.Model.CheckInfo.Index"/>.</param>
public readonly record struct Verdict(VerdictKind Kind, DenialKind Denial = DenialKind.None, ulong FailedChecks = 0)
{
    /// <summary>Whether the device may see it.</summary>
    public bool IsAllowed => Kind != VerdictKind.Denied;
}

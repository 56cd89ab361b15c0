using Dmm.Modeling;

namespace Dmm.Analysis.Coverage;

/// <summary>One thing that recordings can cover.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Which: the state, transition, guard, check, condition or register, in words.</param>
/// <param name="Outcome">What is to happen to it: <c>entered</c>, <c>taken</c>, <c>true</c>, <c>false</c>, <c>passed</c>, <c>failed</c>, <c>read</c>, <c>written</c>.</param>
/// <param name="Count">How often it did.</param>
/// <param name="Needs">What a recording has to hold for it, in words; empty for what is covered.</param>
/// <param name="Location">The line of the model.</param>
public sealed record CoverageItem(CoverageKind Kind, string Name, string Outcome, long Count, string Needs, Location Location)
{
    /// <summary>Whether it ever happened.</summary>
    public bool IsCovered => Count > 0;
}

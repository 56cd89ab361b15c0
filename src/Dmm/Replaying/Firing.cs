using Dmm.Modeling.Model;

namespace Dmm.Replaying;

/// <summary>A transition that was taken, or a rule that applied.</summary>
/// <param name="Rule">Which.</param>
/// <param name="From">The state that a transition left; null for a rule.</param>
public sealed record Firing(RuleInfo Rule, StateInfo? From);

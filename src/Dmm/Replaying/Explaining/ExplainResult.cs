namespace Dmm.Replaying.Explaining;

/// <summary>An explanation, or why there is none.</summary>
/// <param name="Explanation">The explanation, or null.</param>
/// <param name="Problem">What is wrong with the moment that was asked for, and what to do; null when there is an explanation.</param>
/// <param name="Events">Events that were read.</param>
/// <param name="Accesses">Accesses among them.</param>
public sealed record ExplainResult(Explanation? Explanation, string? Problem, long Events, long Accesses);

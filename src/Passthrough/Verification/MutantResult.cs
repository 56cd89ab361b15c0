namespace Passthrough.Verification;

/// <summary>What came of taking a line out of a model's context.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Text">The line.</param>
/// <param name="FoundBy">What showed that it is needed; null if nothing did.</param>
public sealed record MutantResult(int Line, string Text, string? FoundBy);

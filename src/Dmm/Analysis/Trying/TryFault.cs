namespace Dmm.Analysis.Trying;

/// <summary>A line of a script that cannot be read, or that does not hold.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="IsAllowed">Whether an access is allowed that must be denied.</param>
public sealed record TryFault(int Line, string Message, bool IsAllowed = false);

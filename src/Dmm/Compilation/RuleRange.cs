namespace Dmm.Compilation;

/// <summary>Consecutive entries of the table of rules.</summary>
internal readonly record struct RuleRange(int First, int Count);
